"""Choosing several values of one part of a filter: what is chosen, what is offered, what is looked for."""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from rxbilling.locales import N_, tr
from rxbilling.services import choices
from rxbilling.services.access import Actor
from rxbilling.services.filters import PROBLEMS, TIERS, WorkFilter


@dataclass
class Option:
    """A choice in a list; ``chosen`` where it is part of the filter."""

    number: int = 0
    name: str = ""
    hint: str = ""
    chosen: bool = False


@dataclass
class Picker:
    """One part of a filter; ``summary`` is what its button says, ``shown`` whether it has one."""

    chosen: list[Option] = field(default_factory=list)
    offers: list[Option] = field(default_factory=list)
    search: str = ""
    summary: str = ""
    shown: bool = False


class Part(NamedTuple):
    """What can be picked: the name in ``WorkFilter``, what the button says of all, and whether it is always there."""

    name: str
    everything: str
    always: bool = False


PARTS = {
    "account": Part("accounts", N_("All accounts"), always=True),
    "rep": Part("reps", N_("All reps"), always=True),
    "service": Part("services", N_("All services")),
    "contract": Part("contracts", N_("All contracts")),
    "ticket": Part("tickets", N_("All tickets")),
    "status": Part("statuses", N_("Every status"), always=True),
    "tier": Part("tiers", N_("Every tier")),
    "problem": Part("problems", N_("Any problem or none")),
}
# Parts whose values are words of ours, by place.
WORDS = {
    "tier": (N_("Operational"), N_("Non-operational"), N_("Weekend"), N_("Holiday")),
    "problem": (
        N_("Without a price"),
        N_("Overlap"),
        N_("Over 12 hours"),
        N_("In a closed period"),
        N_("Outside the contract"),
        N_("Price of zero"),
    ),
}
# Those of them that a filter calls by a code; statuses are those of the filter.
CODES = {"tier": TIERS, "problem": PROBLEMS}
STATUS_WORDS = {
    "unbilled": N_("Unbilled"),
    "billed": N_("Billed"),
    "not_billable": N_("Not billable"),
    "no_price": N_("No price"),
    "to_reimburse": N_("To be reimbursed"),
    "reimbursed": N_("Reimbursed"),
}


# What stands for none of them, number 0.
NONE = {"service": N_("No service"), "contract": N_("No contract"), "ticket": N_("No ticket")}


def picker_of(actor: Actor, source: str, chosen: WorkFilter, before: Picker | None = None) -> Picker:
    """Return the picker of a part as the filter says; what it offered before it goes on to offer."""
    before = before or Picker(offers=_begin(actor, source, chosen))
    picked = _picked(actor, source, chosen, before)
    return replace(
        before,
        chosen=picked,
        offers=_marked(source, picked, before.offers),
        summary=_summary(actor, source, picked),
        shown=PARTS[source].always or before.shown or bool(picked),
    )


def names_of(actor: Actor, source: str, chosen: WorkFilter) -> list[str]:
    """Return the names of a part's values in a filter."""
    offered = Picker(offers=_begin(actor, source, chosen)) if source == "status" else Picker()
    return [option.name for option in _picked(actor, source, chosen, offered)]


def _begin(actor: Actor, source: str, chosen: WorkFilter) -> list[Option]:
    if source == "status":
        return [Option(place, tr(actor.language, STATUS_WORDS[code])) for place, code in enumerate(chosen.STATUSES)]
    return _found(actor, source, "") if PARTS[source].always else []


def searched(actor: Actor, source: str, picker: Picker, part: str) -> Picker:
    """Return a picker that is shown and offers what a text finds."""
    found = _marked(source, picker.chosen, _found(actor, source, part))
    return replace(picker, search=part, offers=found, shown=True)


def toggled(source: str, picked: list[Option], number: int, statuses: tuple[str, ...]) -> dict[str, str]:
    """Return the part of an address with one value more, or less."""
    numbers = sorted({option.number for option in picked} ^ {number})
    known = (CODES | {"status": statuses}).get(source)
    words = [known[place] for place in numbers if place < len(known)] if known else map(str, numbers)
    return {source: ",".join(words)}


def _may_pick(actor: Actor, source: str) -> bool:
    """Say whether there is anything to choose from for an actor."""
    return actor.rep_only is None or source not in {"rep", "contract"}


def _found(actor: Actor, source: str, part: str) -> list[Option]:
    """Return what a text finds; among many thousand tickets only a text finds any."""
    if source in WORDS:
        return [Option(place, tr(actor.language, word)) for place, word in enumerate(WORDS[source])]
    if not _may_pick(actor, source):
        return []
    none = [Option(0, tr(actor.language, NONE[source]))] if source in NONE and not part else []
    found = [] if source == "ticket" and not part else choices.offers(actor, source, part)
    return [*none, *(Option(choice.number, choice.name, choice.hint) for choice in found)]


def _marked(source: str, picked: list[Option], offers: list[Option]) -> list[Option]:
    """Return what is chosen first, then the rest of what is offered; our own words stay in their order."""
    numbers = {option.number for option in picked}
    if source in WORDS or source == "status":
        return [replace(option, chosen=option.number in numbers) for option in offers]
    return [*picked, *(replace(option, chosen=False) for option in offers if option.number not in numbers)]


def _picked(actor: Actor, source: str, chosen: WorkFilter, before: Picker) -> list[Option]:
    """Return the values of the filter that there are, and that the actor may know of."""
    wanted = getattr(chosen, PARTS[source].name)
    codes = (CODES | {"status": chosen.STATUSES}).get(source, ())
    numbers = [codes.index(value) if isinstance(value, str) else value for value in wanted]
    known = {option.number: option for option in before.offers}
    known |= {option.number: option for option in _named(actor, source, {*numbers} - {*known})}
    return [replace(known[number], chosen=True) for number in numbers if number in known]


def _named(actor: Actor, source: str, numbers: set[int]) -> list[Option]:
    if not numbers or not _may_pick(actor, source):
        return []
    if source in WORDS:
        return [option for option in _found(actor, source, "") if option.number in numbers]
    none = [Option(0, tr(actor.language, NONE[source]))] if 0 in numbers and source in NONE else []
    return [*none, *(Option(choice.number, choice.name) for choice in choices.names(actor, source, tuple(numbers)))]


def _summary(actor: Actor, source: str, picked: list[Option]) -> str:
    if not picked:
        return tr(actor.language, PARTS[source].everything)
    return picked[0].name + (f" +{len(picked) - 1}" if len(picked) > 1 else "")
