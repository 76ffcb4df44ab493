"""A year of a postpaid contract per request: tickets count once a month, three are included (R10, R14 to R18, R21).

Each calendar month costs 90.00 at its end, by days where it is a part, and includes 3 requests; one more costs 45.00
and is warned of. The contract runs from 10 February 2026 to 9 February 2027.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from rxbilling.services import contract_changes, contract_money, entry_changes, plan_changes, ticket_opening, top_ups
from rxbilling.services.contract_drafts import ContractDraft
from rxbilling.services.plan_changes import Saving
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.ticket_drafts import TicketDraft
from rxbilling.services.top_ups import TopUpDraft
from tests.scenarios.year import HOUR, Balance, Days, amount, balance
from tests.services.rows import MANAGER, REP_1

INCIDENTS = PlanDraft(
    "Incidents", "EUR", type="request", mode="postpaid", cycle="month", anchor="calendar", base_charge=9_000,
    prorate=True, allowance_amount=3, overage_per="request", overage_rates=(4_500,) * 4, after_allowance="warn",
)  # fmt: skip
TWO_MORE = TopUpDraft("request", 2, 7_000, date(2026, 3, 15), date(2026, 4, 30), "Two requests")
CONTRACT = 1

# What happens on a day: tickets are worked for an hour each; what each of them costs.
WORKED: dict[str, list[tuple[str, int]]] = {
    "2026-02-12": [("A", 0)],
    "2026-02-13": [("A", 0)],  # the same ticket in the same month: nothing more is drawn
    "2026-02-16": [("B", 0)],
    "2026-02-20": [("C", 0)],
    "2026-02-23": [("D", 4_500)],  # the fourth
    "2026-02-24": [("D", 0)],  # once a ticket and month
    "2026-03-02": [("D", 0)],  # another month: it draws again, and is included
    "2026-03-20": [("E", 0), ("F", 0), ("G", 0)],  # two of March, then one of the top-up, which ends later
    "2026-05-04": [("H", 0), ("I", 0), ("J", 0), ("K", 4_500), ("L", 4_500)],
    "2026-12-31": [("M", 0)],
    "2027-02-09": [("N", 0)],
    "2027-02-10": [("N", 10_000)],  # the contract has ended: the general price by the hour
}
# From a day on: granted, topped up, carried, used, left of the month, in requests.
BALANCES: dict[str, Balance | None] = {
    "2026-02-10": (3, 0, 0, 0, 3),
    "2026-02-12": (3, 0, 0, 1, 2),
    "2026-02-16": (3, 0, 0, 2, 1),
    "2026-02-20": (3, 0, 0, 3, 0),
    "2026-03-01": (3, 0, 0, 0, 3),
    "2026-03-02": (3, 0, 0, 1, 2),
    "2026-03-15": (3, 2, 0, 1, 4),
    "2026-03-20": (3, 2, 0, 4, 1),
    "2026-04-01": (3, 1, 0, 0, 4),
    "2026-04-03": (3, 0, 0, 0, 3),  # work of 25 March is entered late: it took the last of the top-up (R15)
    "2026-04-06": (3, 1, 0, 0, 4),  # the work for E is deleted: what came later moves up
    "2026-05-01": (3, 0, 0, 0, 3),
    "2026-05-04": (3, 0, 0, 3, 0),
    "2026-06-01": (3, 0, 0, 0, 3),
    "2026-07-01": (3, 0, 0, 1, 2),  # the night into July: a request of each month (R5)
    "2026-08-01": (3, 0, 0, 0, 3),
    "2026-09-01": (3, 0, 0, 0, 3),
    "2026-12-31": (3, 0, 0, 1, 2),
    "2027-01-01": (3, 0, 0, 0, 3),
    "2027-02-09": (3, 0, 0, 1, 2),
    "2027-02-10": None,
}
# What base charges have come to by a day: 19 of 28 days of February 61.07, then 90.00 a month, 9 of 28 days 28.93.
BASES = {
    "2026-02-27": 0, "2026-02-28": 6_107, "2026-03-30": 6_107, "2026-03-31": 15_107, "2026-12-31": 6_107 + 10 * 9_000,
    "2027-02-08": 6_107 + 11 * 9_000, "2027-02-09": 6_107 + 11 * 9_000 + 2_893,
}  # fmt: skip


@dataclass
class Desk:
    """The tickets by their letters, and the work for them."""

    days: Days
    tickets: dict[str, int] = field(default_factory=dict)
    work: dict[str, int] = field(default_factory=dict)

    def ticket(self, letter: str) -> int:
        """Return a ticket, which is opened when it is first heard of."""
        if letter not in self.tickets:
            draft = TicketDraft(1, f"Ticket {letter}", number=letter)
            self.tickets[letter] = ticket_opening.open_ticket(REP_1, draft).number
        return self.tickets[letter]

    def log(self, letter: str, hours: float = 1, day: date | None = None) -> int:
        """Work for a ticket; return what that costs."""
        self.work[letter] = self.days.work(hours, self.ticket(letter), day)
        return amount(self.work[letter])


def start(days: Days) -> Desk:
    """Agree on the contract, some days before it begins."""
    next(days.through(date(2026, 2, 1), date(2026, 2, 1)))
    plan = plan_changes.save(MANAGER, Saving(INCIDENTS))
    year = ContractDraft("C-1", 1, plan, date(2026, 2, 10), date(2027, 2, 9))
    assert contract_changes.add(MANAGER, year).number == CONTRACT
    return Desk(days)


def out_of_the_ordinary(desk: Desk, told: str) -> None:
    """What does not happen every day."""
    if told == "2026-03-15":
        top_ups.add(MANAGER, CONTRACT, 1, TWO_MORE)
    if told == "2026-04-03":
        assert desk.log("Late", day=date(2026, 3, 25)) == 0
    if told == "2026-04-06":
        entry_changes.delete(MANAGER, desk.work["E"], 1)
    if told == "2026-07-01":
        night = int(datetime(2026, 6, 30, 21, tzinfo=UTC).timestamp())  # 23:00 in Paris
        number = desk.days.work(0, desk.ticket("Night"), start_at=night, end_at=night + 2 * HOUR)
        assert amount(number) == 0


def test_every_balance_of_a_postpaid_year(days: Days) -> None:
    desk = start(days)
    expected: Balance | None = None
    for day in days.through(date(2026, 2, 10), date(2027, 2, 20)):
        told = day.isoformat()
        out_of_the_ordinary(desk, told)
        for letter, price in WORKED.get(told, []):
            assert (told, letter, desk.log(letter)) == (told, letter, price)
        expected = BALANCES.get(told, expected)
        assert (told, balance(CONTRACT)) == (told, expected)
        if told in BASES:
            assert (told, contract_money.look(MANAGER, CONTRACT).base) == (told, BASES[told])
    earned = contract_money.look(MANAGER, CONTRACT)
    assert (earned.base, earned.top_ups, earned.work) == (108_000, 7_000, 3 * 4_500)


def test_r18_what_goes_beyond_is_warned_of_and_opened(days: Days) -> None:
    desk = start(days)
    for _ in days.through(date(2026, 2, 10), date(2026, 2, 12)):
        desk.log(f"{days.day.day}")
    asked = ticket_opening.ask(REP_1, TicketDraft(1, "One more"))
    assert asked.is_allowed
    assert asked.said is not None
    assert asked.said.text("en").startswith("Contract C-1 includes 3 requests until Feb 28, 2026. Used: 3.")
    assert desk.log("More") == 4_500
