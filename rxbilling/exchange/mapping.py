"""Which column of a file means what: known programs by their headers, others by their words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rxbilling.exchange.fields import NAMES, Columns, Field
from rxbilling.exchange.text import plain

Source = Literal["toggl", "clockify", "harvest", "kimai", "generic"]
Wanted = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a header seems to mean; a person may correct the mapping before it is used."""

    source: Source
    mapping: Columns


@dataclass(frozen=True, slots=True)
class Known:
    """An export of a known program: the columns that tell it, and for each field the columns to join.

    A name may list alternatives ("user|email"): the first that the file has is taken.
    """

    source: Source
    told_by: tuple[str, ...]
    fields: Mapping[Field, Wanted]


# In Toggl and Clockify a task is optional, a piece of work inside a project: the project says what is done, the task
# is the ticket. In Harvest and Kimai every entry has a task (activity): it says what is done, the project for what.
KNOWN = (
    Known(
        "clockify",
        ("project", "client", "user", "start date", "start time", "end date", "end time", "duration h"),
        {
            "account": ("client",),
            "service": ("project",),
            "ticket": ("task",),
            "note": ("description",),
            "rep": ("user|email",),
            "role": ("group",),
            "billable": ("billable",),
            "start": ("start date", "start time"),
            "end": ("end date", "end time"),
            "duration": ("duration h",),
        },
    ),
    Known(
        "toggl",
        ("client", "project", "start date", "start time", "duration"),
        {
            "account": ("client",),
            "service": ("project",),
            "ticket": ("task",),
            "note": ("description",),
            "rep": ("user|member|email",),
            "billable": ("billable",),
            "start": ("start date", "start time"),
            "end": ("end date|stop date", "end time|stop time"),
            "duration": ("duration",),
        },
    ),
    Known(
        "harvest",
        ("date", "client", "project", "task", "hours", "first name", "last name"),
        {
            "account": ("client",),
            "service": ("task",),
            "product": ("project",),
            "note": ("notes",),
            "rep": ("first name", "last name"),
            "role": ("roles",),
            "billable": ("billable",),
            "date": ("date",),
            "start_time": ("started at",),
            "end_time": ("ended at",),
            "duration": ("hours",),
        },
    ),
    Known(
        "kimai",
        ("date", "begin|from|debut|de", "duration|duree", "customer|client", "project|projet", "activity|activite"),
        {
            "account": ("customer|client",),
            "service": ("activity|activite",),
            "product": ("project|projet",),
            "note": ("description",),
            "rep": ("name|alias|nom|user|username|utilisateur|nom d utilisateur|email",),
            "billable": ("billable|facturable",),
            "date": ("date",),
            "start_time": ("begin|from|debut|de",),
            "end_time": ("end|to|fin|a",),
            "duration": ("duration|duree",),
            "source_id": ("id",),
        },
    ),
)


def guess_mapping(header: Sequence[str]) -> Guess:
    """Guess the meaning of a header's columns, whatever their case, accents, underscores and order."""
    columns = {plain(name): name for name in reversed(header)}
    for known in KNOWN:
        if all(_first(columns, names) for names in known.told_by):
            return Guess(known.source, _of_known(columns, known))
    return Guess("generic", _of_words(columns))


def _of_known(columns: Mapping[str, str], known: Known) -> Columns:
    found: dict[Field, str | list[str]] = {}
    for field, wanted in known.fields.items():
        names = [name for name in (_first(columns, alternatives) for alternatives in wanted) if name]
        if len(names) == len(wanted):
            found[field] = names[0] if len(names) == 1 else names
    return found


def _first(columns: Mapping[str, str], alternatives: str) -> str | None:
    return next((columns[name] for name in alternatives.split("|") if name in columns), None)


def _of_words(columns: Mapping[str, str]) -> Columns:
    found: dict[Field, str | list[str]] = {}
    for field, names in NAMES.items():
        column = next((columns[name] for name in names if name in columns), None)
        if column:
            found[field] = column
    _join(found, columns, "start", ("start date", "start time"))
    _join(found, columns, "end", ("end date", "end time"))
    if "rep" not in found:
        _join(found, columns, "rep", ("first name", "last name"))
    return _beside_a_date(found)


def _join(found: dict[Field, str | list[str]], columns: Mapping[str, str], field: Field, parts: Wanted) -> None:
    """Let a field take several columns where the file has all of them."""
    if field not in found and all(part in columns for part in parts):
        found[field] = [columns[part] for part in parts]


def _beside_a_date(found: dict[Field, str | list[str]]) -> Columns:
    """Beside a column of dates, one called "start" or "end" holds times of day, unless it is joined from two."""
    moved: dict[Field, Field] = {"start": "start_time", "end": "end_time"}
    for whole, part in moved.items():
        if isinstance(found.get(whole), list):
            found.pop(part, None)
        elif "date" in found and whole in found and part not in found:
            found[part] = found.pop(whole)
    if "start" in found:
        found.pop("date", None)
    return found
