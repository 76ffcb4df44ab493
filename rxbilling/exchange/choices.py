"""Cells with few allowed values: yes or no, and the tier of work without a clock."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from rxbilling.engine.terms import Tier
from rxbilling.exchange.bad_rows import Problems
from rxbilling.exchange.cells import Cells
from rxbilling.exchange.fields import Field
from rxbilling.exchange.instants import Mask, by_distinct
from rxbilling.exchange.text import plain
from rxbilling.locales import N_, Message

NO_TIER, UNKNOWN = -1, -2
YES = frozenset({"yes", "y", "true", "t", "1", "x", "billable", "oui", "o", "vrai", "facturable"})
NO = frozenset({"no", "n", "false", "f", "0", "non billable", "not billable", "non", "faux", "non facturable"})
TIERS = {
    "operational": Tier.OPERATIONAL,
    "non operational": Tier.NON_OPERATIONAL,
    "weekend": Tier.WEEKEND,
    "week end": Tier.WEEKEND,
    "holiday": Tier.HOLIDAY,
    "heures ouvrees": Tier.OPERATIONAL,
    "ouvre": Tier.OPERATIONAL,
    "heures non ouvrees": Tier.NON_OPERATIONAL,
    "non ouvre": Tier.NON_OPERATIONAL,
    "ferie": Tier.HOLIDAY,
    "jour ferie": Tier.HOLIDAY,
}
NOT_YES_OR_NO = Message(N_("This is neither yes nor no."))
NOT_A_TIER = Message(N_("This is none of operational, non-operational, weekend and holiday."))


def read_billable(problems: Problems) -> Mask:
    """Read whether work is charged for; an empty cell says yes."""
    codes = _codes(
        problems.cells, "billable", lambda text: 1 if plain(text) in YES else 0 if plain(text) in NO else UNKNOWN, 1
    )
    problems.blame(codes == UNKNOWN, ("billable",), NOT_YES_OR_NO)
    return np.equal(codes, 1)


def read_tier(clock: Mask, problems: Problems) -> NDArray[np.int8]:
    """Read the stated tier of entries without a clock, operational where it is empty (R6); -1 for the others.

    A clock beats what is stated: the calendar knows the tier of every second.
    """
    codes = _codes(problems.cells, "tier", lambda text: TIERS.get(plain(text), UNKNOWN), int(Tier.OPERATIONAL))
    problems.blame(~clock & (codes == UNKNOWN), ("tier",), NOT_A_TIER)
    return np.where(clock, NO_TIER, codes).astype(np.int8)


def _codes(cells: Cells, field: Field, code: Callable[[str], int], empty: int) -> NDArray[np.int64]:
    return np.array(by_distinct(cells.text(field), lambda text: code(text) if text else empty), dtype=np.int64)
