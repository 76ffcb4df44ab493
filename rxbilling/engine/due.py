"""Which base charges of a contract are due in some days (R21): prepaid when their cycle begins, else when it ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rxbilling.engine.cycle_bills import base_charge
from rxbilling.engine.cycles import Span, spans
from rxbilling.engine.terms import Contract


@dataclass(frozen=True, slots=True)
class BaseCharge:
    """A cycle's base charge in minor units, and whether it was due before the days asked for, in them or later."""

    span: Span
    amount: int
    due: Literal["before", "now", "later"]


def base_charges(contract: Contract, first_day: int, last_day: int) -> Iterator[BaseCharge]:
    """Return the base charge of each cycle that has begun by a day; days are ordinals, both included."""
    for span in spans(contract, last_day):
        if span.first_day <= last_day:
            day = due_day(contract, span)
            due: Literal["before", "now", "later"] = (
                "before" if day < first_day else "now" if day <= last_day else "later"
            )
            yield BaseCharge(span, base_charge(contract, span), due)


def due_day(contract: Contract, span: Span) -> int:
    """Return the day on which a cycle's base charge is due; one without an end is due at its start."""
    return span.first_day if contract.plan.mode == "prepaid" or span.last_day is None else span.last_day
