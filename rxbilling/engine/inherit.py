"""What a contract, else its account, else the organisation says: calendar, currency and rounding (R3, R6b, R11)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from rxbilling.engine.columns import NONE, Int32, Int64
from rxbilling.engine.terms import Account, Calendar, Contract, Rounding, Terms

T = TypeVar("T", str, Rounding)
NOBODY = Account()


@dataclass(frozen=True, slots=True)
class Inherited(Generic[T]):
    """Distinct values, and the index of the one that applies to each owner: contracts first, then accounts."""

    values: tuple[T, ...]
    of_owner: Int64


def owners(terms: Terms, contract: Int64, account: Int32 | Int64) -> Int64:
    """Who decides for each row: its contract if it has one (not NONE), else its account, behind all contracts."""
    return np.where(contract == NONE, account + len(terms.contracts), contract)


def calendar_of(terms: Terms, names: Sequence[str]) -> Inherited[str]:
    """Keys of the calendars of all contracts and of the accounts named (R3)."""
    return _inherit(terms, names, lambda owner: owner.calendar, terms.default_calendar)


def currency_of(terms: Terms, names: Sequence[str]) -> Inherited[str]:
    """Their currencies (R6b)."""
    return _inherit(terms, names, lambda owner: owner.currency, terms.currency)


def rounding_of(terms: Terms, names: Sequence[str]) -> Inherited[Rounding]:
    """Their rounding policies, where no rule has its own (R11)."""
    return _inherit(terms, names, lambda owner: owner.rounding, terms.rounding)


def calendar_for(terms: Terms, contract: Contract) -> Calendar:
    """The calendar in whose zone a contract begins and ends (R6a)."""
    owner = terms.accounts.get(contract.account, NOBODY)
    return terms.calendars[contract.calendar or owner.calendar or terms.default_calendar]


def _inherit(
    terms: Terms, names: Sequence[str], own: Callable[[Account | Contract], T | None], default: T
) -> Inherited[T]:
    number: dict[T, int] = {}
    accounts = terms.accounts
    said = [own(contract) or own(accounts.get(contract.account, NOBODY)) for contract in terms.contracts]
    said += [own(accounts.get(name, NOBODY)) for name in names]
    index = [number.setdefault(value or default, len(number)) for value in said]
    return Inherited(tuple(number), np.array(index, dtype=np.int64))
