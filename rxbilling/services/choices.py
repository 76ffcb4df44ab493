"""What can be chosen in filters and found by the global search."""

from dataclasses import dataclass, field
from datetime import date

from rxbilling.locales import N_, Message
from rxbilling.models import choice_rows
from rxbilling.models.database import reading
from rxbilling.services import work as read_model
from rxbilling.services.access import Actor, Refused, Right, require
from rxbilling.services.inputs import may_be_number, plain

SHOWN = 30
MOST_SERVICES = MOST_REPS = 1000
SHORTEST_SEARCH = 2
HITS_OF_A_KIND = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Something with a number and a name; ``hint`` tells it from others that are called alike."""

    number: int
    name: str
    hint: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that the global search found; ``kind`` is account, rep or ticket."""

    kind: str
    number: int
    name: str
    hint: str


def offers(actor: Actor | None, source: str, part: str = "", *, active: bool = False) -> list[Choice]:
    """Return accounts, reps, services, tickets, contracts or plans whose name contains a text.

    With ``active`` accounts that are deactivated are left out: nothing new begins with them.
    """
    actor = require(actor, _right(source))
    with reading() as db:
        found = choice_rows.find(db.connection(), source, plain(part), SHOWN, _only(actor, source), active)
    return [Choice(*row) for row in found]


def tickets(actor: Actor | None, account: int, part: str = "") -> list[Hit]:
    """Return tickets of an account (0: of all) whose number or subject contains a text, open ones first."""
    require(actor, Right.SEE_CUSTOMERS)
    if account and not may_be_number(account):
        return []
    with reading() as db:
        found = choice_rows.tickets(db.connection(), account, plain(part).strip(), SHOWN)
    return [Hit("ticket", *row) for row in found]


def names(actor: Actor | None, source: str, numbers: tuple[int, ...]) -> list[Choice]:
    """Return the names of some accounts, reps, tickets …; a rep is told no other rep's name."""
    actor = require(actor, _right(source))
    only = _only(actor, source)
    allowed = [number for number in numbers if only is None or number == only]
    with reading() as db:
        return [Choice(number, name) for number, name in choice_rows.named(db.connection(), source, allowed)]


def numbers_of(actor: Actor | None, source: str, wanted: list[str]) -> tuple[int, ...]:
    """Return the numbers of accounts or reps by their names.

    Raises:
        Refused: there is none of that name.
    """
    actor = require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        known = choice_rows.numbered(db.connection(), source, wanted)
    only = _only(actor, source)
    known = {name: number for name, number in known.items() if only in {None, number}}
    for name in wanted:
        if name not in known:
            raise Refused(Message(N_("There is no “{name}”."), {"name": name}))
    return tuple(known.values())


def services(actor: Actor | None) -> list[Choice]:
    """Return all services by name."""
    require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        return [
            Choice(number, name) for number, name, _ in choice_rows.find(db.connection(), "service", "", MOST_SERVICES)
        ]


def reps(actor: Actor | None) -> list[Choice]:
    """Return all reps by name whose work the actor may see."""
    actor = require(actor, Right.SEE_CUSTOMERS)
    with reading() as db:
        found = choice_rows.find(db.connection(), "rep", "", MOST_REPS, _only(actor, "rep"))
    return [Choice(number, name) for number, name, _ in found]


def months(actor: Actor | None) -> list[date]:
    """Return the first days of the months in which there is work, the newest first."""
    actor = require(actor, Right.SEE_OWN_WORK)
    work = read_model.current()
    days = work["day"] if actor.rep_only is None else work["day"][work["rep"] == actor.rep_only]
    if not len(days):
        return []
    return months_between(date.fromordinal(int(days.min())), date.fromordinal(int(days.max())))


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from one day to another, the newest first."""
    span = (last.year - first.year) * 12 + last.month - first.month
    return [_month_after(first, offset) for offset in range(span, -1, -1)]


def search(actor: Actor | None, part: str) -> list[Hit]:
    """Return the accounts, reps and tickets that a text finds."""
    actor = require(actor, Right.SEE_CUSTOMERS)
    if len(part.strip()) < SHORTEST_SEARCH:
        return []
    with reading() as db:
        connection = db.connection()
        return [
            Hit(source, *row)
            for source in ("account", "rep", "ticket")
            for row in choice_rows.find(connection, source, plain(part).strip(), HITS_OF_A_KIND, _only(actor, source))
        ]


def _right(source: str) -> Right:
    return Right.SEE_CONTRACTS if source in {"contract", "plan"} else Right.SEE_CUSTOMERS


def _only(actor: Actor, source: str) -> int | None:
    return actor.rep_only if source == "rep" else None


def _month_after(first: date, offset: int) -> date:
    years, month = divmod(first.month - 1 + offset, 12)
    return date(first.year + years, month + 1, 1)
