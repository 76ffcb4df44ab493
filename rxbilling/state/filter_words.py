"""The filter of a file in words: its days, and the names of what is in it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from rxbilling.exchange.list_words import BILL_STATUSES, CONTRACT_STATES, TICKET_STATES
from rxbilling.locales import N_, tr
from rxbilling.services.access import Actor
from rxbilling.services.filters import ExpenseFilter, WorkFilter
from rxbilling.state import audit_words, wording
from rxbilling.state.picking import PARTS, names_of

# Lists that are of all days where their filter says none; what a filter of theirs calls by a word of ours.
WITHOUT_DAYS = frozenset({"tickets", "accounts", "contracts", "bills"})
OWN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "tickets": ("state", TICKET_STATES),
    "contracts": ("state", CONTRACT_STATES),
    "bills": ("status", BILL_STATUSES),
    "audit": ("subject", audit_words.SUBJECTS),
}


def filter_in_words(actor: Actor, listed: str, query: str) -> str:
    """Return the filter (as in addresses) of a list or, where that is none of them, of time entries."""
    asked = dict(parse_qsl(query))
    chosen = (ExpenseFilter if listed == "expenses" else WorkFilter).from_query(asked)
    days = "" if listed in WITHOUT_DAYS else _days(actor.language, chosen)
    named = [_short(names_of(actor, source, chosen)) for source in PARTS]
    text = f"“{chosen.text}”" if chosen.text else ""
    told = " · ".join(filter(None, [days, *named, _own(actor.language, listed, asked), text]))
    return told or tr(actor.language, N_("Everything"))


def _days(language: str, chosen: WorkFilter) -> str:
    first, last = chosen.first_day, chosen.last_day
    if first and last:
        return wording.days(language, first, last) if first <= last else ""
    if first:
        return tr(language, N_("From {day} on"), day=wording.day(language, first))
    if last:
        return tr(language, N_("Up to {day}"), day=wording.day(language, last))
    return tr(language, N_("All time"))


def _own(language: str, listed: str, asked: Mapping[str, str]) -> str:
    name, words = OWN.get(listed, ("", {}))
    return tr(language, words.get(asked.get(name, ""), "")) if name else ""


def _short(names: list[str]) -> str:
    return ", ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
