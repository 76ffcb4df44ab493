"""What this installation is: its organisation, and whether there is anything in it."""

from dataclasses import dataclass

from rxbilling.models import Organisation
from rxbilling.models.database import reading
from rxbilling.models.work_columns import any_account
from rxbilling.services.access import Actor, Right, require


@dataclass(frozen=True, slots=True)
class Installation:
    """The organisation's name, whether it is the demo, has no account yet, and wants weeks to be approved."""

    organisation: str
    is_demo: bool
    is_empty: bool
    approval: bool


def look(actor: Actor | None) -> Installation:
    """Return what everybody who is signed in may know."""
    require(actor, Right.SEE_OWN_WORK)
    with reading() as db:
        organisation = db.get(Organisation, 1)
        return Installation(
            organisation=organisation.name if organisation else "",
            is_demo=bool(organisation and organisation.is_demo),
            is_empty=not any_account(db.connection()),
            approval=bool(organisation and organisation.approval),
        )
