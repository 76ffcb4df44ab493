"""The steps of a billed charge, read from its portions: today's terms may differ from those it was made with (R24)."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from rxbilling.engine.columns import NONE, Kind
from rxbilling.engine.money import SECONDS_PER_HOUR, amounts
from rxbilling.engine.steps import AmountStep, CutStep, LotStep, PriceStep, Step
from rxbilling.engine.terms import NO_FACTOR_BP, Level, Tier
from rxbilling.models import Portion
from rxbilling.models.lot_rows import LotRow
from rxbilling.services.pricing_lots import KINDS

KIND_OF = {stored: kind for kind, stored in KINDS.items()}


def snapshot(portions: Sequence[Portion], lots: Mapping[int, LotRow], *, stated: bool) -> tuple[Step, ...]:
    """Return the steps of a billed charge.

    Args:
        portions: Its portions, in time order.
        lots: The lots that they may have drawn, by number.
        stated: Whether the entry's tier was given with it.
    """
    return (*_prices(portions, stated=stated), *_lots(portions, lots), *_amounts(portions))


def _prices(portions: Sequence[Portion], *, stated: bool) -> Iterator[Step]:
    for part in portions:
        tier, kind = Tier(part.tier).name.lower(), Kind(part.kind).name.lower()
        level = None if part.level == NONE else Level(part.level).name.lower()
        rule = None if part.rule_id is None else str(part.rule_id)
        yield CutStep(part.seq, part.start_at, part.end_at, part.worked_s, tier, stated)
        yield PriceStep(part.seq, kind, level, rule, None)


def _lots(portions: Sequence[Portion], lots: Mapping[int, LotRow]) -> Iterator[Step]:
    for part in portions:
        lot = lots.get(part.lot_id or 0)
        if lot is not None:
            units = part.billable_s if lot.unit == "second" else -(-part.drawn // NO_FACTOR_BP)
            burn_bp = part.drawn // units if units else NO_FACTOR_BP
            yield LotStep(part.seq, lot.key, KIND_OF[lot.kind], lot.unit, units, units, burn_bp, part.drawn)


def _amounts(portions: Sequence[Portion]) -> Iterator[Step]:
    """A portion that a retainer covered in part is told with the whole of which it is the rest."""
    covered_s, before = 0, None
    for part in portions:
        if before is None or (before.end_at, before.tier, before.rule_id) != (part.start_at, part.tier, part.rule_id):
            covered_s = 0
        before = part
        if part.kind == Kind.INCLUDED:
            covered_s += part.billable_s if part.rule_id is not None else 0
            continue
        seconds = part.billable_s + covered_s
        covered = _value(part, seconds) - part.amount if covered_s else 0
        yield AmountStep(part.seq, part.rate, part.factor_bp, seconds, _requests(part), covered, part.amount)


def _requests(part: Portion) -> int | None:
    """1 where a portion carries a price per request, 0 where other work does, None for a price per hour."""
    if part.kind == Kind.FREE and part.level != NONE:
        return 0
    return 1 if part.request else None


def _value(part: Portion, seconds: int) -> int:
    terms = (part.rate, part.factor_bp, SECONDS_PER_HOUR if part.request else seconds)
    return int(amounts(*(np.array([number], np.int64) for number in terms))[0])
