"""Filters that a user keeps under a name."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from rxbilling.locales import N_, Message
from rxbilling.models import SavedView, view_rows
from rxbilling.models.database import reading, writing
from rxbilling.services.access import Actor, Invalid, NotThere, Right, require
from rxbilling.services.filters import WorkFilter
from rxbilling.services.inputs import plain

LONGEST_NAME = 60
MOST = 50
NO_NAME = Message(N_("Give the view a name."))
LONG_NAME = Message(N_("A name has at most {count} characters."), {"count": LONGEST_NAME})
TOO_MANY = Message(N_("There are {count} views already: delete one first."), {"count": MOST})
GONE = Message(N_("This view is not there any more."))


@dataclass(frozen=True, slots=True)
class View:
    """A filter under a name; ``query`` is its form in an address."""

    number: int
    name: str
    query: str


def views(actor: Actor | None) -> list[View]:
    """Return the actor's own views, by name."""
    actor = require(actor, Right.OWN_PROFILE)
    with reading() as db:
        return [View(view.id or 0, view.name, view.query) for view in view_rows.views(db, actor.user_id or 0)]


def save(actor: Actor | None, name: str, query: str) -> None:
    """Keep a filter under a name; one that is called so already is replaced.

    Raises:
        Invalid: the name cannot be taken.
    """
    actor = require(actor, Right.OWN_PROFILE)
    name = plain(name).strip()
    if not name or len(name) > LONGEST_NAME or actor.user_id is None:
        raise Invalid("name", LONG_NAME if name else NO_NAME)
    with writing() as db:
        known = view_rows.views(db, actor.user_id)
        found = next((view for view in known if view.name == name), None)
        if found is None and len(known) >= MOST:
            raise Invalid("name", TOO_MANY)
        view = found or SavedView(user_id=actor.user_id, name=name, query="")
        view.query = WorkFilter.from_query(dict(parse_qsl(query))).to_query()
        db.add(view)


def delete(actor: Actor | None, number: int) -> None:
    """Delete one of the actor's own views.

    Raises:
        NotThere: there is none of that number.
    """
    actor = require(actor, Right.OWN_PROFILE)
    with writing() as db:
        view = next((view for view in view_rows.views(db, actor.user_id or 0) if view.id == number), None)
        if view is None:
            raise NotThere(GONE)
        db.delete(view)
