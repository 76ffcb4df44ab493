"""What a contract has come to so far: base charges, top-ups and work, their cost and the margin (R20, R21).

Base charges are the engine's, of the cycles that are due; the rest is stored. Before discounts and taxes, which are
of bills.
"""

from dataclasses import dataclass

from rxbilling.engine.cycle_bills import base_charge
from rxbilling.engine.lots import FOREVER
from rxbilling.models import Contract
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading
from rxbilling.services import reports
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import may_be_number
from rxbilling.services.standings import NO_CONTRACT, Standing, standings


@dataclass(frozen=True, slots=True)
class Earned:
    """Amounts in minor units of ``currency``, but for ``cost``; ``others`` is work in other currencies.

    There is no margin where cost and revenue are in different currencies.
    """

    currency: str
    base: int
    top_ups: int
    work: int
    others: dict[str, int]
    worked_s: int
    cost: int
    cost_currency: str

    @property
    def revenue(self) -> int:
        """All that is charged in the contract's currency."""
        return self.base + self.top_ups + self.work

    @property
    def margin(self) -> int | None:
        """Revenue less cost (R20)."""
        is_one = self.currency == self.cost_currency and not self.others
        return self.revenue - self.cost if is_one else None


def look(actor: Actor | None, number: int) -> Earned:
    """Return what a contract has come to.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    work = reports.totals(actor, WorkFilter(contracts=(number,)))
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
        if contract is None:
            raise NotThere(NO_CONTRACT)
        one, currency = standings(db, [contract])[number], currency_in(db, contract)
        bought = sum(row.price for row in sql.top_ups(db, number) if row.first_day <= one.day.toordinal())
    return Earned(
        currency=currency,
        base=_base(one),
        top_ups=bought,
        work=work.billable.get(currency, 0),
        others={code: amount for code, amount in work.billable.items() if code != currency},
        worked_s=work.worked_s,
        cost=work.cost,
        cost_currency=work.cost_currency,
    )


def _base(one: Standing) -> int:
    """Add up the base charges that are due: at the start of a cycle, or at its end where a plan is postpaid."""
    terms, today = one.terms, one.day.toordinal()
    if terms is None:
        return 0
    at_the_end = terms.plan.mode == "postpaid"
    due = (span for span in one.cycles if ((span.last_day or FOREVER) if at_the_end else span.first_day) <= today)
    return sum(base_charge(terms, span) for span in due)
