"""Names on QuickBooks' lists: mended where that is harmless, refused where it is not."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rxbilling.exchange.iif_text import is_lost, safe
from rxbilling.exchange.quickbooks import Column, Problem
from rxbilling.locales import N_, Message

SEPARATOR = ":"  # between the levels of a name: Customer:Job
INSTEAD = " - "
LONGEST: Mapping[Column, int] = {
    "JOB": 41, "EMP": 41, "ITEM": 31, "PITEM": 31, "PROJ": 31, "CHARGE": 31, "TAX": 31, "NOTAX": 31,
    "RECEIVABLE": 31, "INCOME": 31, "TAXACCOUNT": 31, "TAXAGENCY": 41,
}  # fmt: skip
LONGEST_PATH = 209

EMPTY = Message(N_("QuickBooks needs a name here. Say in the QuickBooks settings which one."))
LOST = Message(N_("QuickBooks cannot show letters of this name. Say in the settings what it is called there."))
TOO_LONG = N_("QuickBooks allows {limit} characters. Say in the settings what it is called there.")
SAME = N_("“{other}” would have the same name in QuickBooks. Say in the settings what each is called there.")
ONE_SPELLING = Message(N_("QuickBooks does not tell capitals apart: both spellings become one name there."))
TWO_LISTS = Message(N_("QuickBooks does not allow one name for a customer and an employee."))
NOT_LISTED = Message(N_("It is not on the list that was imported from QuickBooks. Choose a name, or import it again."))
CHANGED = Message(N_("Characters that QuickBooks does not take were replaced."))


@dataclass(frozen=True, slots=True)
class Names:
    """What each of our names is called in the file, and what is wrong with them."""

    written: Mapping[str, str]
    problems: tuple[Problem, ...]


def names(column: Column, ours: Sequence[str], theirs: Mapping[str, str], needed: Iterable[str]) -> Names:
    """Prepare the names of one list.

    Args:
        column: Where the names stand in the file.
        ours: Our name in every entry.
        theirs: The names in QuickBooks that a person stated: in these a colon is meant.
        needed: Those of our names that must not be empty in the file.
    """
    counts = Counter(ours)
    written = _one_spelling(column, {name: _written(name, theirs) for name in counts}, theirs)
    problems = [problem for name in counts for problem in _wrong(column, name, written[name], theirs, counts)]
    empty = [Problem(column, name, EMPTY, None, counts[name]) for name in set(needed) if not written[name]]
    return Names(written, (*empty, *problems, *_merged(column, written, theirs, counts)))


def _one_spelling(column: Column, written: dict[str, str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Write reps and services that differ only in capitals alike, as the first is spelt.

    Two customers are never merged so: one of them would get the other's bill.
    """
    if column == "JOB":
        return written
    spelt: dict[str, str] = {}
    return {name: path if name in theirs else spelt.setdefault(name.casefold(), path) for name, path in written.items()}


def in_two_lists(customers: Names, employees: Names) -> list[Problem]:
    """Return the names that stand on the list of customers and on the list of employees."""
    reps = {name.casefold() for name in employees.written.values() if name}
    tops = dict.fromkeys(path.split(SEPARATOR)[0] for path in customers.written.values())
    return [Problem("EMP", name, TWO_LISTS, None) for name in tops if name.casefold() in reps]


def not_listed(column: Column, written: Iterable[tuple[str, str]], listed: frozenset[str] | None) -> list[Problem]:
    """Return which of our names, each with what is written for it, are not on QuickBooks' list, where that is known."""
    if listed is None:
        return []
    known = {name.casefold() for name in listed}
    return [Problem(column, name, NOT_LISTED, None) for name, path in written if path and path.casefold() not in known]


def setting(column: Column, value: str) -> list[Problem]:
    """Return what is wrong with one value of the settings; an empty one is fine."""
    return _wrong(column, value, _path(value), {value: value}, Counter()) if value else []


def limit_passed(column: Column, ours: str, stated: str) -> int | None:
    """Return the limit of characters that passes what is written for one of ours; None where it fits."""
    return _limit_passed(column, _path(stated) if stated else _level(ours))


def _limit_passed(column: Column, written: str) -> int | None:
    limit = LONGEST[column]
    if max(map(len, written.split(SEPARATOR))) > limit:
        return limit
    return LONGEST_PATH if len(written) > LONGEST_PATH else None


def _written(name: str, theirs: Mapping[str, str]) -> str:
    return _path(theirs[name]) if name in theirs else _level(name)


def _path(stated: str) -> str:
    return SEPARATOR.join(map(_level, stated.split(SEPARATOR)))


def _level(text: str) -> str:
    return " ".join(safe(text).replace(SEPARATOR, INSTEAD).split())


def _wrong(
    column: Column, name: str, written: str, theirs: Mapping[str, str], counts: Mapping[str, int]
) -> list[Problem]:
    meant = theirs.get(name, name)
    count = counts.get(name, 0)
    if is_lost(meant):
        return [Problem(column, name, LOST, None, count)]
    if written and "" in written.split(SEPARATOR):
        return [Problem(column, name, EMPTY, None, count)]
    if limit := _limit_passed(column, written):
        return [Problem(column, name, Message(TOO_LONG, {"limit": limit}), None, count)]
    reason = ONE_SPELLING if written.casefold() == meant.casefold() else CHANGED
    return [Problem(column, name, reason, written, count)] if written != meant else []


def _merged(
    column: Column, written: Mapping[str, str], theirs: Mapping[str, str], counts: Mapping[str, int]
) -> list[Problem]:
    """Two names that become one, unless a person said so for both: QuickBooks compares without case."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name, path in written.items():
        if path:
            alike[path.casefold()].append(name)
    return [
        Problem(column, name, Message(SAME, {"other": others[0]}), None, counts[name])
        for others in alike.values()
        for name in others[1:]
        if (name not in theirs or others[0] not in theirs)
        and (column == "JOB" or name.casefold() != others[0].casefold())
    ]
