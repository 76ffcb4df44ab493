"""What a contract, else its account, else the organisation says: calendar, currency and rounding (R3, R6b, R11)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from rxbilling.engine.columns import NONE, Int32, Int64
from rxbilling.engine.terms import Account, Calendar, Contract, Rounding, Terms

T = TypeVar("T", str, Rounding)


@dataclass(frozen=True, slots=True)
class Inherited(Generic[T]):
    """Distinct values, and the index of the one that applies to each account and to each contract."""

    values: tuple[T, ...]
    by_account: Int64
    by_contract: Int64

    def of(self, contract: Int64, account: Int32 | Int64) -> Int64:
        """Index of the value that applies to each row, by its contract if it has one (not NONE), else its account."""
        return np.where(contract == NONE, self.by_account[account], self.by_contract[contract])


def calendar_of(terms: Terms, names: Sequence[str]) -> Inherited[str]:
    """Keys of the calendars of the accounts named and of all contracts (R3)."""
    return _inherit(terms, names, lambda owner: owner.calendar, terms.default_calendar)


def currency_of(terms: Terms, names: Sequence[str]) -> Inherited[str]:
    """Their currencies (R6b)."""
    return _inherit(terms, names, lambda owner: owner.currency, terms.currency)


def rounding_of(terms: Terms, names: Sequence[str]) -> Inherited[Rounding]:
    """Their rounding policies, where no rule has its own (R11)."""
    return _inherit(terms, names, lambda owner: owner.rounding, terms.rounding)


def calendar_for(terms: Terms, contract: Contract) -> Calendar:
    """The calendar in whose zone a contract begins and ends (R6a)."""
    owner = terms.accounts.get(contract.account, Account())
    return terms.calendars[contract.calendar or owner.calendar or terms.default_calendar]


def _inherit(
    terms: Terms, names: Sequence[str], own: Callable[[Account | Contract], T | None], default: T
) -> Inherited[T]:
    number: dict[T, int] = {}

    def index(*owners: Account | Contract) -> int:
        value = next((found for owner in owners if (found := own(owner)) is not None), default)
        return number.setdefault(value, len(number))

    nobody = Account()
    accounts: list[int] = [index(terms.accounts.get(name, nobody)) for name in names]
    contracts: list[int] = [
        index(contract, terms.accounts.get(contract.account, nobody)) for contract in terms.contracts
    ]
    last = index(nobody)  # found by NONE
    return Inherited(tuple(number), np.array([*accounts, last]), np.array([*contracts, last]))
