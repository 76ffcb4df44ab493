"""Names that people type, as the numbers of what is called so."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import choice_rows
from rxbilling.services.access import Actor, Invalid, Right
from rxbilling.services.inputs import plain

OPTIONAL = frozenset({"service", "ticket"})
NOBODY = Message(N_("This cannot be empty."))
UNKNOWN = N_("There is no “{name}”.")
SEVERAL = N_("“{name}” could be several. Write more of it, or choose from the list.")


def number_of(
    db: Database, actor: Actor, source: str, text: str, *, of_account: int | None = None, exactly: bool = True
) -> int | None:
    """Return the number of the account, rep, service or ticket that is called so.

    Args:
        db: An open session.
        actor: Who types; of reps it is told of none but the own, unless it may change everybody's work.
        source: What it is: ``account``, ``rep``, ``service`` or ``ticket``.
        text: What was typed; empty for none, where there may be none.
        of_account: The account whose tickets are meant.
        exactly: Whether a part of the name is not enough, even where it is a part of one name only.

    Raises:
        Invalid: there is none, or several; ``field`` is the source.
    """
    name = plain(text).strip()
    if not name:
        if source not in OPTIONAL:
            raise Invalid(source, NOBODY)
        return None
    only = actor.rep_id or 0 if source == "rep" and not actor.may(Right.CHANGE_ALL_WORK) else None
    found = choice_rows.called(db.connection(), source, name, of_account, only)
    if not found and not exactly:
        found = choice_rows.with_part(db.connection(), source, name, of_account, only)
    if len(found) != 1:
        raise Invalid(source, Message(SEVERAL if found else UNKNOWN, {"name": name}))
    return found[0][0]
