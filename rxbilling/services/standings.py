"""How contracts stand today: their terms, their cycles, and their lots, as the engine says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session as Database

from rxbilling.engine import terms as engine
from rxbilling.engine.cycles import Span, spans
from rxbilling.engine.lots import FOREVER
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Calendar, Contract, Organisation, lot_rows
from rxbilling.models.lot_rows import LotRow
from rxbilling.services import pricing
from rxbilling.services.clock import today
from rxbilling.services.pricing_lots import row_of
from rxbilling.services.pricing_terms import load

NO_CONTRACT = Message(N_("There is no such contract."))


@dataclass(frozen=True, slots=True)
class Standing:
    """A contract on a day: its terms (None for a draft), its cycles that have begun, the rows of its lots by day."""

    contract: Contract
    day: date
    terms: engine.Contract | None
    cycles: list[Span]
    lots: list[LotRow]

    @property
    def cycle(self) -> Span | None:
        """The cycle in which the day is."""
        number = self.day.toordinal()
        last = self.cycles[-1] if self.cycles else None
        return last if last and last.first_day <= number <= (last.last_day or FOREVER) else None


def standings(db: Database, contracts: Iterable[Contract]) -> dict[int, Standing]:
    """Return how contracts stand today, by number.

    What is stored is what the engine said when the account's work last changed. Where a cycle has begun since, the
    engine is asked again, as its lots are not stored yet.
    """
    rows = {contract.id or 0: contract for contract in contracts}
    accounts = sorted({row.account_id for row in rows.values()})
    known = {item.key: item for item in load(db, (), accounts).contracts}
    stored = _by_account(lot_rows.lots(db, accounts).values(), known)
    found = {number: _standing(row, day_of(db, row), known, stored) for number, row in rows.items()}
    if behind := [one for one in found.values() if _is_behind(one)]:
        rated = _by_account(_rated(db, behind), known)
        found |= {one.contract.id or 0: _standing(one.contract, one.day, known, rated) for one in behind}
    return found


def day_of(db: Database, contract: Contract) -> date:
    """Return the day that it is on the calendar of a contract (R6a)."""
    return today(zone_of(db, contract))


def zone_of(db: Database, contract: Contract) -> str:
    """Return the zone of the calendar of a contract: its own, else the account's, else the organisation's."""
    account, organisation = db.get_one(Account, contract.account_id), db.get_one(Organisation, 1)
    return db.get_one(Calendar, contract.calendar_id or account.calendar_id or organisation.calendar_id).zone


def _by_account(rows: Iterable[LotRow], known: Mapping[str, engine.Contract]) -> dict[str, list[LotRow]]:
    found: dict[str, list[LotRow]] = defaultdict(list)
    for row in rows:
        if terms := known.get(str(row.contract_id)):
            found[terms.account].append(row)
    return found


def _standing(
    row: Contract, day: date, known: Mapping[str, engine.Contract], lots: Mapping[str, list[LotRow]]
) -> Standing:
    if (terms := known.get(str(row.id))) is None:
        return Standing(row, day, None, [], [])
    own = [lot for lot in lots.get(terms.account, ()) if _is_of(lot, terms, known)]
    begun = [lot for lot in own if lot.first_day <= day.toordinal()]
    return Standing(
        row, day, terms, spans(terms, day.toordinal()), sorted(begun, key=lambda lot: (lot.first_day, lot.key))
    )


def _is_of(lot: LotRow, terms: engine.Contract, known: Mapping[str, engine.Contract]) -> bool:
    """Say whether a lot is a contract's: its own, or carried over into its days from what it renews (R17)."""
    if str(lot.contract_id) == terms.key:
        return True
    if lot.kind != "carry_over" or (lot.last_day or FOREVER) < terms.first_day:
        return False
    before = terms
    while before.renews and (following := known.get(before.renews)):
        before = following
        if str(lot.contract_id) == before.key:
            return True
    return False


def _is_behind(one: Standing) -> bool:
    if one.terms is None or one.terms.plan.allowance is None or (cycle := one.cycle) is None:
        return False
    base = (lot for lot in one.lots if lot.kind == "base" and lot.contract_id == one.contract.id)
    return all(lot.first_day != cycle.first_day for lot in base)


def _rated(db: Database, behind: Sequence[Standing]) -> list[LotRow]:
    """Ask the engine for the lots of accounts up to today."""
    until = max(one.day for one in behind).toordinal()
    found = pricing.work(db, sorted({one.contract.account_id for one in behind}), until=until)
    return [row_of(lot, found.terms) for lot in found.rated(until).lots] if found else []
