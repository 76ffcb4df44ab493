"""A year of prepaid hours: carried over, topped up, gone beyond, blocked and renewed (R14 to R18, R21).

Each month costs 500.00 and includes 10 h. Up to 2 h of what a month leaves can be used in the next one. More costs
120.00 an hour, and tickets are blocked once a tenth more than what is included is used. The contract of half a year
renews itself.
"""

from datetime import date

from rxbilling.models.database import reading
from rxbilling.services import contract_changes, contract_money, plan_changes, top_ups
from rxbilling.services.contract_drafts import ContractDraft
from rxbilling.services.contract_list import listed_of
from rxbilling.services.plan_changes import Saving
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.top_ups import TopUpDraft
from tests.scenarios.year import HOUR, Balance, Days, amount, balance
from tests.services.rows import MANAGER

CARE = PlanDraft(
    "Care", "EUR", mode="prepaid", cycle="month", anchor="start", base_charge=50_000, allowance_amount=10 * HOUR,
    overage_rates=(12_000,) * 4, after_allowance="block", grace_bp=1000, carry_over_cap=2 * HOUR, carry_over_cycles=1,
)  # fmt: skip
FIVE_HOURS = TopUpDraft("second", 5 * HOUR, 40_000, date(2026, 3, 18), date(2026, 4, 30), "Five hours")
C_1, R2, R3 = 1, 2, 3

# What was worked on a day, in hours, and what that costs.
WORKED = {
    "2026-01-12": (4, 0),
    "2026-01-20": (3, 0),
    "2026-02-10": (5, 0),
    "2026-03-05": (11, 0),
    "2026-03-16": (2.5, 18_000),  # 1 h is left: 1:30 at 120.00
    "2026-03-19": (2, 0),  # of the top-up
    "2026-04-08": (4, 0),  # the last 3 h of the top-up, which began first, then 1 h
    "2026-06-10": (12, 0),
    "2026-06-11": (1, 12_000),
    "2026-06-12": (0.5, 6_000),
    "2026-07-06": (3, 0),
    "2026-09-15": (1, 0),
    "2026-12-24": (13, 12_000),
}
# Whether a ticket may be opened on a day.
TICKETS = {
    "2026-03-05": True,
    "2026-03-17": False,  # 12 h were there, 13:30 are used: more than a tenth beyond
    "2026-03-18": True,  # after the top-up
    "2026-06-10": True,  # 12 h of 12 h: within the grace
    "2026-06-11": True,  # 13 h: still
    "2026-06-12": False,  # 13:30 h
    "2026-07-01": True,  # renewed
    "2026-12-24": True,
    "2027-01-01": True,
}
# From a day on: the contract, and granted, topped up, carried, used, left of its cycle, in hours.
BALANCES: dict[str, tuple[int, Balance]] = {
    "2026-01-01": (C_1, (10, 0, 0, 0, 10)),
    "2026-01-12": (C_1, (10, 0, 0, 4, 6)),
    "2026-01-20": (C_1, (10, 0, 0, 7, 3)),
    "2026-02-01": (C_1, (10, 0, 2, 0, 12)),  # of 3 h two are carried
    "2026-02-10": (C_1, (10, 0, 2, 5, 7)),  # what was carried first, so that 7 h of February are left
    "2026-03-01": (C_1, (10, 0, 2, 0, 12)),
    "2026-03-05": (C_1, (10, 0, 2, 11, 1)),
    "2026-03-16": (C_1, (10, 0, 2, 12, 0)),
    "2026-03-18": (C_1, (10, 5, 2, 12, 5)),
    "2026-03-19": (C_1, (10, 5, 2, 14, 3)),
    "2026-04-01": (C_1, (10, 3, 0, 0, 13)),
    "2026-04-08": (C_1, (10, 3, 0, 4, 9)),
    "2026-05-01": (C_1, (10, 0, 2, 0, 12)),
    "2026-06-01": (C_1, (10, 0, 2, 0, 12)),  # the 2 h of April are gone, 2 h of May take their place
    "2026-06-10": (C_1, (10, 0, 2, 12, 0)),
    "2026-07-01": (R2, (10, 0, 0, 0, 10)),
    "2026-07-06": (R2, (10, 0, 0, 3, 7)),
    "2026-08-01": (R2, (10, 0, 2, 0, 12)),
    "2026-09-01": (R2, (10, 0, 2, 0, 12)),
    "2026-09-15": (R2, (10, 0, 2, 1, 11)),
    "2026-10-01": (R2, (10, 0, 2, 0, 12)),
    "2026-11-01": (R2, (10, 0, 2, 0, 12)),
    "2026-12-01": (R2, (10, 0, 2, 0, 12)),
    "2026-12-24": (R2, (10, 0, 2, 12, 0)),
    "2027-01-01": (R3, (10, 0, 0, 0, 10)),
}


def start(days: Days) -> None:
    """Agree on the contract, on the day before it begins."""
    next(days.through(date(2025, 12, 31), date(2025, 12, 31)))
    plan = plan_changes.save(MANAGER, Saving(CARE))
    half = ContractDraft("C-1", 1, plan, date(2026, 1, 1), date(2026, 6, 30), auto_renew=True)
    assert contract_changes.add(MANAGER, half).number == C_1


def state(contract: int) -> str:
    with reading() as db:
        found = listed_of(db, contract)
    assert found is not None
    return found.state


def test_every_balance_of_a_prepaid_year(days: Days) -> None:
    start(days)
    expected = BALANCES["2026-01-01"]
    for day in days.through(date(2026, 1, 1), date(2027, 1, 31)):
        told = day.isoformat()
        if told == "2026-03-18":
            top_ups.add(MANAGER, C_1, 1, FIVE_HOURS)
        if told in WORKED:
            hours, price = WORKED[told]
            assert (told, amount(days.work(hours))) == (told, price)
        if told in TICKETS:
            assert (told, days.open_ticket() is not None) == (told, TICKETS[told])
        if told == "2026-06-12":
            assert days.open_ticket("Their shop is down")
        contract, left = expected = BALANCES.get(told, expected)
        assert (told, balance(contract, HOUR)) == (told, left)
    assert [state(contract) for contract in (C_1, R2, R3)] == ["renewed", "renewed", "active"]
    first, second, third = (contract_money.look(MANAGER, contract) for contract in (C_1, R2, R3))
    assert (first.base, first.top_ups, first.work) == (6 * 50_000, 40_000, 18_000 + 12_000 + 6_000)
    assert (second.base, second.top_ups, second.work) == (6 * 50_000, 0, 12_000)
    assert (third.base, third.top_ups, third.work) == (50_000, 0, 0)
    assert (first.worked_s, second.worked_s) == (45 * HOUR, 17 * HOUR)
