"""The demo's bill rules, at every level, and what its reps cost."""

from collections.abc import Sequence
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlmodel import Session as Database

from rxbilling.models import BillRule, Contract, CostRate, Rep
from rxbilling.services.demo import company
from rxbilling.services.demo.plans import Plans
from rxbilling.services.setup import STANDARD_FACTORS_BP, standard_rule


def add_cost_rates(db: Database, reps: Sequence[Rep], staff: Sequence[company.Person], today: date) -> None:
    """Add what each rep costs, with a raise of four percent nine months ago."""
    raised = (today - relativedelta(months=9)).replace(day=1).toordinal()
    for rep, person in zip(reps, staff, strict=True):
        db.add(CostRate(rep_id=rep.id or 0, amount=person.cost))
        db.add(CostRate(rep_id=rep.id or 0, first_day=raised, amount=person.cost * 104 // 100))


def make_rules(
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
        _rule("Renewal price", 8300, "contract", renewed.id, 1),
        _rule("Care hours", 8200, "plan", plans.care.id, 1),
        _rule("Incident pack", 8800, "plan", plans.pack.id, 1),
        _rule("Visits beside the flat charge", 9800, "plan", plans.inclusive.id, 1, service=on_site),
        _rule("Covered by the flat charge", 0, "plan", plans.inclusive.id, 2),
        _rule("Retainer", 8600, "plan", plans.retainer.id, 1),
        _rule("On site in the US", 14_000, "account", accounts[4], 1, currency="USD", service=on_site),
        _rule("US support", 10_500, "account", accounts[4], 2, currency="USD", service=agreed),
        _rule("On-site visits", 12_000, "general", 0, 1, service=on_site),
        _rule("Training", 7500, "general", 0, 2, service=training),
        _rule("Level 3 experts", 14_500, "general", 0, 3, role=["L3"]),
        before,
        now,
    ]


def _rule(
    name: str,
    rate: int,
    level: str,
    of: int | None,
    position: int,
    *,
    currency: str = "EUR",
    **criteria: list[int | str],
) -> BillRule:
    return BillRule(
        name=name, level=level, level_of_id=of or 0, position=position, currency=currency, rates=[rate] * 4,
        factors_bp=STANDARD_FACTORS_BP, criteria=criteria,
    )  # fmt: skip
