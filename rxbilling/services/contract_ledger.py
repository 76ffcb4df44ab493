"""The ledger of a contract: granted + topped up + carried - used - lapsed = left, for each of its cycles.

Lots are the engine's and portions are stored; here they are only added up. What work took of a lot is counted in the
cycle in which it was done.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.columns import whole_units
from rxbilling.engine.cycles import Span
from rxbilling.engine.lots import FOREVER
from rxbilling.models import Contract, lot_rows
from rxbilling.models.database import reading
from rxbilling.models.lot_rows import Draw, LotRow
from rxbilling.services.access import Actor, NotThere, Right, require
from rxbilling.services.inputs import may_be_number
from rxbilling.services.standings import NO_CONTRACT, Standing, standings, zone_of


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle; days are both included. ``lapsed`` is what top-ups left that ended within it."""

    first: date
    last: date | None
    granted: int
    topped_up: int
    carried: int
    used: int
    lapsed: int
    is_current: bool

    @property
    def left(self) -> int:
        """What is left of it all; below 0 where bills took more than is included by now."""
        return self.granted + self.topped_up + self.carried - self.used - self.lapsed


@dataclass(frozen=True, slots=True)
class Ledger:
    """The cycles that have begun, the oldest first, in a unit (empty where nothing is included).

    ``burn`` is what was left at the end of each day of the present cycle, the first day's beginning before it.
    """

    unit: str
    day: date
    cycles: list[CycleLine]
    burn: list[tuple[date, int]]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A lot, and what was taken of it in all by the end of each day on which something was."""

    lot: LotRow
    days: list[int]
    sums: list[int]

    def by(self, day: int) -> int:
        """Whole units that were taken by the end of a day."""
        place = bisect_right(self.days, day)
        return whole_units(self.sums[place - 1]) if place else 0

    def runs(self, first: int, last: int) -> bool:
        """Say whether it can be drawn on one of some days."""
        return self.lot.first_day <= last and first <= (self.lot.last_day or FOREVER)


def look(actor: Actor | None, number: int) -> Ledger:
    """Return the ledger of a contract.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        contract = db.get(Contract, number) if may_be_number(number) else None
        if contract is None:
            raise NotThere(NO_CONTRACT)
        one = standings(db, [contract])[number]
        drawn = _drawn(one.lots, lot_rows.draws(db, [lot.key for lot in one.lots]), zone_of(db, contract))
    return _ledger(one, drawn)


def _ledger(one: Standing, drawn: list[_Drawn]) -> Ledger:
    if not drawn:
        return Ledger("", one.day, [], [])
    lines = [_line(span, one, drawn) for span in one.cycles]
    current = one.cycle
    return Ledger(drawn[0].lot.unit, one.day, lines, _burn(current, one.day, drawn) if current else [])


def _line(span: Span, one: Standing, drawn: list[_Drawn]) -> CycleLine:
    end = span.last_day or FOREVER
    now = min(end, one.day.toordinal())
    inside = [lot for lot in drawn if lot.runs(span.first_day, now)]
    begun: dict[str, int] = defaultdict(int)
    for lot in inside:
        begun[lot.lot.kind] += lot.lot.granted - lot.by(span.first_day - 1)
    over = [lot for lot in inside if (lot.lot.last_day or FOREVER) < now]
    return CycleLine(
        first=date.fromordinal(span.first_day),
        last=date.fromordinal(span.last_day) if span.last_day else None,
        granted=begun["base"],
        topped_up=begun["top_up"],
        carried=begun["carry_over"],
        used=sum(lot.by(end) - lot.by(span.first_day - 1) for lot in inside),
        lapsed=sum(lot.lot.granted - lot.by(end) for lot in over),
        is_current=span is one.cycle,
    )


def _burn(span: Span, today: date, drawn: list[_Drawn]) -> list[tuple[date, int]]:
    """Return what was left at the end of each day up to today, or the last day of work if that is later."""
    end = span.last_day or FOREVER
    worked = [day for lot in drawn for day in lot.days if span.first_day <= day <= end]
    last = min(max([today.toordinal(), *worked]), end)

    def left(day: int, taken_by: int) -> int:
        return sum(lot.lot.granted - lot.by(taken_by) for lot in drawn if lot.runs(day, day))

    begin = date.fromordinal(span.first_day) - timedelta(days=1), left(span.first_day, span.first_day - 1)
    return [begin, *((date.fromordinal(day), left(day, day)) for day in range(span.first_day, last + 1))]


def _drawn(lots: Iterable[LotRow], draws: Iterable[Draw], zone: str) -> list[_Drawn]:
    taken: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for draw in draws:
        taken[draw.key][_day(draw, zone)] += draw.drawn
    found = []
    for lot in lots:
        days, total, sums = sorted(taken[lot.key]), 0, []
        for day in days:
            total += taken[lot.key][day]
            sums.append(total)
        found.append(_Drawn(lot, days, sums))
    return found


def _day(draw: Draw, zone: str) -> int:
    """Return the local day of a portion; one without a clock stands at the midnight (UTC) of its day."""
    if not draw.clock:
        return draw.start // DAY + EPOCH_DAY
    return datetime.fromtimestamp(draw.start, UTC).astimezone(ZoneInfo(zone)).toordinal()
