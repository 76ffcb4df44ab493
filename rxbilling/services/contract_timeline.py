"""All contracts on a time line: their days, their cycles, and which renew others."""

from dataclasses import dataclass
from datetime import date, timedelta

from rxbilling.engine.cycles import spans
from rxbilling.models import contract_rows as sql
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.contract_list import ContractQuery, Listed, days, listed, wanted
from rxbilling.services.pricing_terms import load

MOST = 300
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Line:
    """A contract on the time line, with the first days of its cycles; what has no end is drawn to ``last``."""

    contract: Listed
    last: date
    cycles: list[date]
    renews: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Contracts by account, the oldest first, as many as can be drawn of ``total``."""

    today: date
    lines: list[Line]
    total: int


def look(actor: Actor | None, query: ContractQuery) -> Timeline:
    """Return the time line of a query.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        on = days(db)
        rows = sql.contracts(db, wanted(query), on, 0, MOST)
        total = sql.count(db, wanted(query), on)
        terms = {item.key: item for item in load(db, ()).contracts}
        found = [(listed(db, row), row.contract) for row in rows]
    today = date.fromordinal(max(on.values()))
    lines = []
    for one, contract in found:
        last = one.last or max(today, one.first) + AHEAD
        known = terms.get(str(one.number))
        cycles = [date.fromordinal(span.first_day) for span in spans(known, last.toordinal())] if known else []
        lines.append(Line(one, last, cycles, contract.renewal_of_id is not None))
    in_order = sorted(
        lines, key=lambda line: (line.contract.account.casefold(), line.contract.account_id, line.contract.first)
    )
    return Timeline(today, in_order, total)
