"""Only the contracts that some entries can meet, those of their accounts: few entries need few tables (R6a)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from rxbilling.engine.columns import NONE, Entries, Int64, Lot
from rxbilling.engine.terms import Terms


@dataclass(frozen=True, slots=True)
class Nearby:
    """Terms with the contracts of some accounts; the place of each among all ``total`` contracts, NONE behind them."""

    terms: Terms
    places: Int64
    total: int

    @classmethod
    def of(cls, accounts: Iterable[str], terms: Terms) -> "Nearby":
        """Keep the contracts of the accounts named, in their order."""
        wanted = set(accounts)
        kept = [place for place, contract in enumerate(terms.contracts) if contract.account in wanted]
        contracts = tuple(terms.contracts[place] for place in kept)
        return cls(replace(terms, contracts=contracts), np.array([*kept, NONE], dtype=np.int64), len(terms.contracts))

    @property
    def whole(self) -> bool:
        """Whether all contracts were kept, with their places."""
        return len(self.places) > self.total

    def here(self, entries: Entries) -> Entries:
        """Entries that name their tickets' contracts by the places in ``terms``; of others' contracts, none."""
        if self.whole:
            return entries
        number = np.full(self.total + 1, NONE, dtype=np.int32)
        number[self.places] = np.append(np.arange(len(self.places) - 1), NONE)
        return replace(entries, contract=number[entries.contract])

    def lots(self, lots: Iterable[Lot]) -> tuple[Lot, ...]:
        """Lots with the places of their contracts among all."""
        if self.whole:
            return tuple(lots)
        places = self.places.tolist()
        return tuple(lot._replace(contract=places[lot.contract]) for lot in lots)
