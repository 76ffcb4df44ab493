"""The demo's plans, contracts in every state, bill rules and cost rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta
from sqlmodel import Session as Database

from rxbilling.engine.cycles import cycle_starts
from rxbilling.engine.terms import Contract as Terms
from rxbilling.engine.terms import Cycle
from rxbilling.models import BillRule, Contract, ContractCover, CostRate, Rep, SupportPlan, TopUp, TopUpOffer
from rxbilling.services.demo import company
from rxbilling.services.demo.work import Work
from rxbilling.services.setup import STANDARD_FACTORS_BP, standard_rule

HOUR = 3600
HALF_HOUR = 1800
CYCLE_RUNS_SINCE = 20
EXPIRES_IN = 10
TAXES: dict[str, list[dict[str, str | int]]] = {
    "FR": [{"name": "TVA", "bp": 2000}],
    "DE": [{"name": "USt", "bp": 1900}],
    "GB": [{"name": "VAT", "bp": 2000}],
    "SE": [{"name": "Moms", "bp": 2500}],
    "IN": [{"name": "IGST", "bp": 1800}],
    "US": [],
}


@dataclass(frozen=True, slots=True)
class Plans:
    """The five support plans."""

    care: SupportPlan
    pack: SupportPlan
    inclusive: SupportPlan
    retainer: SupportPlan
    as_you_go: SupportPlan

    def all(self) -> tuple[SupportPlan, ...]:
        """Return them."""
        return self.care, self.pack, self.inclusive, self.retainer, self.as_you_go


def add_agreements(
    db: Database,
    work: Work,
    customers: Sequence[company.Customer],
    today: date,
    *,
    accounts: Sequence[int],
    services: Sequence[int],
) -> None:
    """Add plans, contracts and rules; allowances are set by the work, so that each contract is in its state."""
    start = today - timedelta(days=CYCLE_RUNS_SINCE) - relativedelta(months=14)
    over, near = sorted((0, 1), key=lambda place: used(work, place, start, today))
    allowance = max(used(work, over, start, today) * 4 // 5 // HALF_HOUR * HALF_HOUR, HALF_HOUR)
    plans = _plans(allowance)
    db.add_all(plans.all())
    db.flush()
    contracts = _contracts(plans, customers, accounts, today, start)
    for contract in contracts:  # one at a time: a renewal names the contract before it
        db.add(contract)
        db.flush()
    _renew(db, contracts)
    begun = _cycle_start(start, today)
    _top_up(db, contracts[near], used(work, near, start, today), allowance=allowance, first=begun)
    training = next(contract for contract in contracts if contract.name.endswith("training"))
    db.add(ContractCover(contract_id=_id(training), service_id=services[company.TRAINING]))
    db.add_all(_offers(plans))
    db.add_all(_rules(plans, accounts, services, contracts, today))
    db.flush()


def used(work: Work, account: int, start: date, today: date) -> int:
    """Return the billable seconds of an account in the present cycle of a monthly contract."""
    rows = (work.account == account) & work.billable & (work.day >= _cycle_start(start, today))
    return int(np.sum(work.seconds[rows]))


def add_cost_rates(db: Database, reps: Sequence[Rep], staff: Sequence[company.Person], today: date) -> None:
    """Add what each rep costs, with a raise of four percent nine months ago."""
    raised = (today - relativedelta(months=9)).replace(day=1).toordinal()
    for rep, person in zip(reps, staff, strict=True):
        db.add(CostRate(rep_id=rep.id or 0, amount=person.cost))
        db.add(CostRate(rep_id=rep.id or 0, first_day=raised, amount=person.cost * 104 // 100))


def _cycle_start(start: date, today: date) -> int:
    contract = Terms("", "", "", start.toordinal(), cycle=Cycle("month"))
    return [start.toordinal(), *cycle_starts(contract, today.toordinal())][-1]


def _id(row: Contract | SupportPlan) -> int:
    if row.id is None:
        raise ValueError("the row has no number yet")
    return row.id


def _plans(allowance: int) -> Plans:
    return Plans(
        care=SupportPlan(
            name="Care hours", description="A monthly number of hours, paid in advance", mode="prepaid", currency="EUR",
            base_charge=allowance // HALF_HOUR * 4100, allowance_amount=allowance,
            burn_bp=[10_000, 10_000, 10_000, 20_000], overage_rates=[9500, 14_250, 16_625, 19_000],
            after_allowance="warn", grace_bp=1000, carry_over_cap=5 * HOUR, carry_over_cycles=1,
        ),
        pack=SupportPlan(
            name="Incident pack", description="Sixty requests a quarter", type="request", mode="prepaid",
            cycle="quarter", anchor="calendar", currency="EUR", base_charge=540_000, allowance_unit="request",
            allowance_amount=60, after_allowance="block", grace_bp=500,
        ),
        inclusive=SupportPlan(
            name="All inclusive", description="One charge a month; visits on site are extra", type="fixed",
            mode="prepaid", anchor="calendar", currency="EUR", base_charge=290_000, prorate=True,
        ),
        retainer=SupportPlan(
            name="Retainer", description="An amount a month to draw on", type="retainer", mode="prepaid",
            anchor="calendar", currency="EUR", base_charge=250_000, allowance_unit="money", allowance_amount=250_000,
        ),
        as_you_go=SupportPlan(
            name="Pay as you go", description="Billed monthly by the hour", anchor="calendar", currency="EUR",
            is_default=True,
        ),
    )  # fmt: skip


def _contracts(
    plans: Plans, customers: Sequence[company.Customer], accounts: Sequence[int], today: date, start: date
) -> list[Contract]:
    """Return a contract, or more, for each of the first accounts; the first two stand at places 0 and 1."""
    ends = today + timedelta(days=EXPIRES_IN)
    renewed = (today - relativedelta(months=5)).replace(day=1)
    long_ago = (today - relativedelta(months=20)).replace(day=1)
    next_month = (today + relativedelta(months=1)).replace(day=1)
    signed: list[tuple[int, SupportPlan, str, date, date | None, str]] = [
        (0, plans.care, "care", start, None, "active"),
        (1, plans.care, "care", start, None, "active"),
        (2, plans.retainer, "support", ends + timedelta(days=1) - relativedelta(years=1), ends, "active"),
        (3, plans.retainer, "support", renewed - relativedelta(years=1), renewed - timedelta(days=1), "active"),
        (3, plans.retainer, "support, renewed", renewed, renewed + relativedelta(years=1, days=-1), "active"),
        (4, plans.as_you_go, "support", long_ago, None, "active"),
        (5, plans.pack, "incidents", long_ago, None, "active"),
        (6, plans.inclusive, "all inclusive", long_ago, None, "active"),
        (7, plans.as_you_go, "support", long_ago, (today - relativedelta(months=3)), "terminated"),
        (8, plans.as_you_go, "support", long_ago, None, "active"),
        (9, plans.inclusive, "all inclusive", long_ago, None, "active"),
        (9, plans.as_you_go, "training", long_ago, None, "active"),
        (11, plans.retainer, "support", next_month, None, "draft"),
    ]
    return [
        Contract(
            number=f"C-{first.year}-{number:03}",
            name=f"{customers[place].name} {words}",
            account_id=accounts[place],
            plan_id=_id(plan),
            first_day=first.toordinal(),
            last_day=last.toordinal() if last else None,
            currency=customers[place].currency,
            state=state,
            taxes=TAXES[customers[place].country],
            rounding_increment_s=900 if plan is plans.as_you_go else None,
            auto_renew=last is None,
            note="Terminated by the customer." if state == "terminated" else "",
        )
        for number, (place, plan, words, first, last, state) in enumerate(signed, start=1)
    ]


def _renew(db: Database, contracts: Sequence[Contract]) -> None:
    renewed = next(contract for contract in contracts if contract.name.endswith("renewed"))
    before = next(contract for contract in contracts if contract.account_id == renewed.account_id)
    renewed.renewal_of_id = before.id
    db.flush()


def _top_up(db: Database, contract: Contract, seconds: int, *, allowance: int, first: int) -> None:
    """Buy as much beside the allowance as leaves about 7 % of the cycle's hours."""
    step = HALF_HOUR if seconds > 10 * HOUR else 300
    amount = -(-seconds * 100 // 93 // step) * step - allowance
    last = (date.fromordinal(first) + relativedelta(months=1, days=-1)).toordinal()
    if amount > 0:
        db.add(
            TopUp(
                contract_id=_id(contract), unit="second", amount=amount, price=amount * 8500 // HOUR,
                first_day=first, last_day=last,
            )
        )  # fmt: skip


def _offers(plans: Plans) -> list[TopUpOffer]:
    care, pack = _id(plans.care), _id(plans.pack)
    return [
        TopUpOffer(plan_id=care, name="5 hours", unit="second", amount=5 * HOUR, price=42_500),
        TopUpOffer(plan_id=care, name="10 hours", unit="second", amount=10 * HOUR, price=80_000),
        TopUpOffer(plan_id=pack, name="10 requests", unit="request", amount=10, price=92_000),
    ]


def _rules(
    plans: Plans, accounts: Sequence[int], services: Sequence[int], contracts: Sequence[Contract], today: date
) -> list[BillRule]:
    """Return rules of every level; the account abroad has its own currency, and no price for data recovery."""
    year = date(today.year, 1, 1).toordinal()
    on_site: list[int | str] = [services[company.ON_SITE]]
    training: list[int | str] = [services[company.TRAINING]]
    agreed: list[int | str] = [*services[: company.DATA_RECOVERY]]
    renewed = next(contract for contract in contracts if contract.renewal_of_id)
    before = standard_rule("EUR", position=4, rate=8700)
    before.name, before.last_day = "Standard until last year", year - 1
    now = standard_rule("EUR", position=5)
    now.first_day = year
    return [
        _rule("Renewal price", 8300, "contract", _id(renewed), 1),
        _rule("Care hours", 8200, "plan", _id(plans.care), 1),
        _rule("Incident pack", 8800, "plan", _id(plans.pack), 1),
        _rule("Visits beside the flat charge", 9800, "plan", _id(plans.inclusive), 1, service=on_site),
        _rule("Covered by the flat charge", 0, "plan", _id(plans.inclusive), 2),
        _rule("Retainer", 8600, "plan", _id(plans.retainer), 1),
        _rule("On site in the US", 14_000, "account", accounts[4], 1, currency="USD", service=on_site),
        _rule("US support", 10_500, "account", accounts[4], 2, currency="USD", service=agreed),
        _rule("On-site visits", 12_000, "general", 0, 1, service=on_site),
        _rule("Training", 7500, "general", 0, 2, service=training),
        _rule("Level 3 experts", 14_500, "general", 0, 3, role=["L3"]),
        before,
        now,
    ]


def _rule(
    name: str, rate: int, level: str, of: int, position: int, *, currency: str = "EUR", **criteria: list[int | str]
) -> BillRule:
    return BillRule(
        name=name, level=level, level_of_id=of, position=position, currency=currency, rates=[rate] * 4,
        factors_bp=STANDARD_FACTORS_BP, criteria=criteria,
    )  # fmt: skip
