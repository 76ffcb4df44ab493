"""What an entry costs and why (R28), laid out as in the answer to a quote."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rxbilling.engine.columns import Kind
from rxbilling.engine.steps import CalendarStep, CutStep
from rxbilling.engine.terms import Level
from rxbilling.exchange.quote_answer import step_document
from rxbilling.locales import N_, Message
from rxbilling.models import Portion, lot_rows
from rxbilling.models import pricing_rows as sql
from rxbilling.models.database import reading
from rxbilling.services import logged, pricing_explain
from rxbilling.services.access import Actor, NotThere
from rxbilling.services.filters import TIERS
from rxbilling.services.logged import Logged
from rxbilling.services.pricing_explain import Explanation

Json = dict[str, Any]
NOT_PRICED = Message(N_("This entry was never priced."))


@dataclass(frozen=True, slots=True)
class Priced:
    """A charge: its entry, the portions, the steps of its explanation, and the names behind the keys in them."""

    entry: Logged
    portions: list[Json]
    explanation: list[Json]
    names: dict[str, dict[str, str]]


def look(actor: Actor | None, number: int) -> Priced:
    """Return the charge of an entry.

    Raises:
        Refused: the actor may see no entries, or none of that number, or it was never priced.
    """
    entry = logged.look(actor, number)
    with reading() as db:
        explained, found = pricing_explain.explain(db, number), sql.entry_and_charge(db, number)
        if explained is None or found is None:
            raise NotThere(NOT_PRICED)
        lots = lot_rows.keys(db, [portion.lot_id for portion in found[2] if portion.lot_id is not None])
    portions = [_portion(row, explained, lots) for row in found[2]]
    steps = _steps(explained)
    return Priced(entry, portions, steps, _names(steps, portions, explained))


def _portion(row: Portion, explained: Explanation, lots: dict[int, str]) -> Json:
    """One portion; without a clock it has no start and end, without a price no rate, without an amount none."""
    zone = ZoneInfo(explained.zone) if explained.entry.start_at is not None else None
    return {
        "start": None if zone is None else _local(row.start_at, zone),
        "end": None if zone is None else _local(row.end_at, zone),
        "tier": TIERS[row.tier],
        "kind": Kind(row.kind).name.lower(),
        "worked_s": row.worked_s,
        "billable_s": row.billable_s,
        "lot": None if row.lot_id is None else lots[row.lot_id],
        "rule": None if row.rule_id is None else str(row.rule_id),
        "level": None if row.level < 0 else Level(row.level).name.lower(),
        "rate": None if row.level < 0 else row.rate,
        "amount": row.amount if explained.charge.problem == 0 else None,
    }


def _steps(explained: Explanation) -> list[Json]:
    zones = {step.portion: step.zone for step in explained.steps if isinstance(step, CalendarStep)}
    cuts = sum(isinstance(step, CutStep) for step in explained.steps)
    # What is billed is a snapshot without the choice of a calendar: its zone is that of the charge.
    of_portions = [zones.get(portion, explained.zone) for portion in range(cuts)]
    return [step_document(step, of_portions, explained.entry.day) for step in explained.steps]


def _names(steps: list[Json], portions: list[Json], explained: Explanation) -> dict[str, dict[str, str]]:
    """Return the names of the rules, contracts and calendars that are spoken of, and of no others."""
    known = {"rule": explained.rules, "contract": explained.contracts, "calendar": explained.calendars}
    return {
        f"{kind}s": {
            key: names[key] for part in (*steps, *portions) if (key := part.get(kind)) is not None and key in names
        }
        for kind, names in known.items()
    }


def _local(instant: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(instant, UTC).astimezone(zone).isoformat()
