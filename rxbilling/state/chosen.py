"""Several values of one thing, each shown by its name."""

from collections.abc import Sequence
from dataclasses import dataclass

from rxbilling.services import choices
from rxbilling.services.access import Actor
from rxbilling.state.expense_fields import chosen_number

MOST_VALUES = 50


@dataclass
class Chosen:
    """A value: a number as text or a word, and its name."""

    value: str = ""
    name: str = ""


def name_of(actor: Actor | None, source: str, number: str) -> str:
    """Return what a row is called, empty where there is none that the actor may know of."""
    found = choices.names(actor, source, (max(chosen_number(number), 0),))
    return found[0].name if found else ""


def with_one(values: Sequence[Chosen], value: str, name: str) -> list[Chosen]:
    """Return the values and one more, if it has a name, is not among them and there are not too many."""
    is_new = bool(value and name) and value not in {one.value for one in values}
    return [*values, Chosen(value, name)] if is_new and len(values) < MOST_VALUES else [*values]


def without(values: Sequence[Chosen], value: str) -> list[Chosen]:
    """Return the values but one."""
    return [one for one in values if one.value != value]
