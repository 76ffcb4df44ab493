"""Names that people type, as the numbers of what is called so."""

from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import choice_rows
from rxbilling.services.access import Invalid
from rxbilling.services.inputs import plain

OPTIONAL = frozenset({"service", "ticket"})
NOBODY = Message(N_("This cannot be empty."))
UNKNOWN = N_("There is no “{name}”.")
SEVERAL = N_("“{name}” could be several. Write more of it, or choose from the list.")
MOST = 2


def number_of(db: Database, source: str, text: str, *, of_account: int | None = None) -> int | None:
    """Return the number of the account, rep, service or ticket of a name, or of the only one whose name contains it.

    Args:
        db: An open session.
        source: What it is: ``account``, ``rep``, ``service`` or ``ticket``.
        text: What was typed; empty for none, where there may be none.
        of_account: The account whose tickets are meant.

    Raises:
        Invalid: there is none, or several; ``field`` is the source.
    """
    name = plain(text).strip()
    if not name:
        if source not in OPTIONAL:
            raise Invalid(source, NOBODY)
        return None
    connection = db.connection()
    found = choice_rows.called(connection, source, name, of_account) or choice_rows.find(
        connection, source, name, MOST, of_account=of_account
    )
    if len(found) != 1:
        raise Invalid(source, Message(SEVERAL if found else UNKNOWN, {"name": name}))
    return found[0][0]
