"""What contracts include: granted, drawn and left, as the engine says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rxbilling.models import Contract
from rxbilling.models.database import reading
from rxbilling.models.lot_rows import LotRow
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.inputs import may_be_number
from rxbilling.services.standings import NO_CONTRACT, Standing, standings

Days = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Granted:
    """A lot: what it grants and what is drawn and left, in its unit; days are both included."""

    id: str
    kind: str
    unit: str
    granted: int
    drawn: int
    left: int
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a contract includes on a day: its cycle (None outside it), the lots that have begun, the oldest first."""

    contract_id: int
    currency: str
    day: date
    cycle: Days | None
    lots: list[Granted]

    @property
    def current(self) -> list[Granted]:
        """The lots that can be drawn on that day."""
        return [lot for lot in self.lots if lot.start <= self.day and (lot.end is None or self.day <= lot.end)]


def look(actor: Actor | None, number: int) -> Entitlement:
    """Return what a contract includes today.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
        if contract is None:
            raise NotThere(NO_CONTRACT)
        return _entitlement(standings(db, [contract])[number], currency_in(db, contract))


def some(actor: Actor | None, numbers: Sequence[int]) -> dict[int, Entitlement]:
    """Return what several contracts include today, by number.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        rows = [row for number in numbers if may_be_number(number) and (row := db.get(Contract, number))]
        found = standings(db, rows)
        return {number: _entitlement(one, currency_in(db, one.contract)) for number, one in found.items()}


def _entitlement(one: Standing, currency: str) -> Entitlement:
    days = (date.fromordinal(one.cycle.first_day), _date(one.cycle.last_day)) if one.cycle else None
    return Entitlement(one.contract.id or 0, currency, one.day, days, [_granted(row) for row in one.lots])


def _granted(lot: LotRow) -> Granted:
    return Granted(
        id=lot.key,
        kind=lot.kind,
        unit=lot.unit,
        granted=lot.granted,
        drawn=lot.drawn,
        left=max(lot.granted - lot.drawn, 0),
        start=date.fromordinal(lot.first_day),
        end=_date(lot.last_day),
    )


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)
