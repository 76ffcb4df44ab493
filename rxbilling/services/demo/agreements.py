"""The demo's contracts, one in every state: allowances are made to fit the work."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta
from sqlmodel import Session as Database

from rxbilling.engine.cycles import cycle_starts
from rxbilling.engine.quantities import extra_amount
from rxbilling.engine.terms import Contract as Terms
from rxbilling.engine.terms import Cycle, Plan
from rxbilling.models import Contract, ContractCover, ExtraCharge, SupportPlan, TopUp
from rxbilling.services.demo import company
from rxbilling.services.demo.addresses import OFFICES
from rxbilling.services.demo.plans import HALF_HOUR, HOUR, Plans, make_offers, make_plans
from rxbilling.services.demo.rules import make_rules
from rxbilling.services.demo.work import Work

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
    allowance = _rounded_down(used(work, over, start, today) * 4 // 5) or HALF_HOUR
    plans = make_plans(allowance)
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
    db.add(ContractCover(contract_id=training.id or 0, service_id=services[company.TRAINING]))
    db.add(_extra(contracts[0], today))
    db.add_all(make_offers(plans))
    db.add_all(make_rules(plans, accounts, services, contracts, today))
    db.flush()


def used(work: Work, account: int, start: date, today: date) -> int:
    """Return the billable seconds of an account in the present cycle of a monthly contract."""
    rows = (work.account == account) & work.billable & (work.day >= _cycle_start(start, today))
    return int(np.sum(work.seconds[rows]))


def _cycle_start(start: date, today: date) -> int:
    contract = Terms("", "", Plan("", Cycle("month")), start.toordinal())
    return [start.toordinal(), *cycle_starts(contract, today.toordinal())][-1]


def _rounded_down(seconds: int) -> int:
    """Round to half hours, a few hours to five minutes."""
    step = HALF_HOUR if abs(seconds) > 8 * HOUR else 300
    return seconds // step * step


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
            plan_id=plan.id or 0,
            first_day=first.toordinal(),
            last_day=last.toordinal() if last else None,
            currency=customers[place].currency,
            state=state,
            taxes=TAXES[customers[place].country],
            bill_email=OFFICES[place].books,
            rounding_increment_s=900 if plan is plans.as_you_go else None,
            note="Terminated by the customer." if state == "terminated" else "",
        )
        for number, (place, plan, words, first, last, state) in enumerate(signed, start=1)
    ]


def _extra(contract: Contract, today: date) -> ExtraCharge:
    """Return a charge that waits for the next bill, of the last day of the month before."""
    last = today.replace(day=1) - timedelta(days=1)
    quantity, price = 2_000, 18_900
    return ExtraCharge(
        account_id=contract.account_id, contract_id=contract.id, day=last.toordinal(), text="Wireless access point",
        quantity=quantity, price=price, amount=extra_amount(quantity, price), currency=company.CURRENCY,
    )  # fmt: skip


def _renew(db: Database, contracts: Sequence[Contract]) -> None:
    renewed = next(contract for contract in contracts if contract.name.endswith("renewed"))
    before = next(contract for contract in contracts if contract.account_id == renewed.account_id)
    renewed.renewal_of_id = before.id
    db.flush()


def _top_up(db: Database, contract: Contract, seconds: int, *, allowance: int, first: int) -> None:
    """Buy as much beside the allowance as leaves about 7 % of the cycle's hours."""
    amount = -_rounded_down(-seconds * 100 // 93) - allowance
    last = (date.fromordinal(first) + relativedelta(months=1, days=-1)).toordinal()
    if amount > 0:
        db.add(
            TopUp(
                contract_id=contract.id or 0, unit="second", amount=amount, price=amount * 8500 // HOUR,
                first_day=first, last_day=last,
            )
        )  # fmt: skip
