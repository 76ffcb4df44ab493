"""Who may do what (the table of roles), asked in one way by every service.

``require(actor, Right.…)`` is the first line of a service function; row by row, ``Actor.rep_only`` says
whose entries may be seen.
"""

from dataclasses import dataclass
from enum import Enum, auto

from rxbilling.locales import N_, Message


class Right(Enum):
    """What can be allowed."""

    SEE_OWN_WORK = auto()
    SEE_ALL_WORK = auto()
    SEE_CUSTOMERS = auto()
    EXPORT_WORK = auto()
    EXPORT_ACCOUNTING = auto()
    IMPORT = auto()
    ADMINISTER = auto()


# Beside the administrator, who has every right.
ROLES: dict[Right, frozenset[str]] = {
    Right.SEE_OWN_WORK: frozenset({"rep", "manager", "finance"}),
    Right.SEE_ALL_WORK: frozenset({"manager", "finance"}),
    Right.SEE_CUSTOMERS: frozenset({"rep", "manager", "finance"}),
    Right.EXPORT_WORK: frozenset({"rep", "manager", "finance"}),
    Right.EXPORT_ACCOUNTING: frozenset({"finance"}),
    Right.IMPORT: frozenset(),
    Right.ADMINISTER: frozenset(),
}


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The actor may not do this, or not now; the message says why and how to go on."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


NOT_ALLOWED = Message(N_("Your role does not allow this. Ask an administrator."))
SIGN_IN_FIRST = Message(N_("Please sign in first."))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in user, or the command line (``user_id`` None, role admin)."""

    user_id: int | None
    name: str
    role: str
    rep_id: int | None = None
    language: str = "en"
    email: str = ""
    address: str = ""

    def may(self, right: Right) -> bool:
        """Say whether the actor has a right."""
        return self.role == "admin" or self.role in ROLES[right]

    @property
    def rep_only(self) -> int | None:
        """The only rep whose work the actor may see; None for all. A rep without a rep row sees nothing (0)."""
        return None if self.may(Right.SEE_ALL_WORK) else self.rep_id or 0


COMMAND_LINE = Actor(user_id=None, name="command line", role="admin", address="local")


def require(actor: Actor | None, right: Right) -> Actor:
    """Return the actor if it has the right.

    Raises:
        Refused: nobody is signed in, or the role lacks the right.
    """
    if actor is None:
        raise Refused(SIGN_IN_FIRST)
    if not actor.may(right):
        raise Refused(NOT_ALLOWED)
    return actor
