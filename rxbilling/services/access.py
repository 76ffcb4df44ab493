"""Who may do what (the table of roles), asked in one way by every service.

``require(actor, Right.…)`` is the first line of a service function; row by row, ``Actor.rep_only`` says
whose entries may be seen.
"""

from dataclasses import dataclass
from enum import Enum, auto

from rxbilling.locales import N_, Message


class Right(Enum):
    """What can be allowed."""

    OWN_PROFILE = auto()
    SEE_OWN_WORK = auto()
    SEE_ALL_WORK = auto()
    LOG_OWN_WORK = auto()
    CHANGE_ALL_WORK = auto()
    OPEN_TICKETS = auto()
    OVERRIDE_TICKETS = auto()
    APPROVE_WORK = auto()
    MARK_WORK = auto()
    SEE_CUSTOMERS = auto()
    SEE_CONTRACTS = auto()
    CHANGE_CONTRACTS = auto()
    CHANGE_TERMS = auto()
    SEE_BILLS = auto()
    CHANGE_BILLS = auto()
    EXPORT_WORK = auto()
    EXPORT_ACCOUNTING = auto()
    CLOSE_PERIODS = auto()
    IMPORT = auto()
    SEE_AUDIT = auto()
    ADMINISTER = auto()


EVERYBODY = frozenset({"rep", "manager", "finance"})
# Beside the administrator, who has every right.
ROLES: dict[Right, frozenset[str]] = {
    Right.OWN_PROFILE: EVERYBODY,
    Right.SEE_OWN_WORK: EVERYBODY,
    Right.SEE_ALL_WORK: frozenset({"manager", "finance"}),
    Right.LOG_OWN_WORK: frozenset({"rep", "manager"}),
    Right.CHANGE_ALL_WORK: frozenset({"manager"}),
    Right.OPEN_TICKETS: frozenset({"rep", "manager"}),
    Right.OVERRIDE_TICKETS: frozenset({"manager"}),
    Right.APPROVE_WORK: frozenset({"manager"}),
    Right.MARK_WORK: frozenset({"finance"}),
    Right.SEE_CUSTOMERS: EVERYBODY,
    Right.SEE_CONTRACTS: frozenset({"manager", "finance"}),
    Right.CHANGE_CONTRACTS: frozenset({"manager"}),
    Right.CHANGE_TERMS: frozenset({"manager"}),
    Right.SEE_BILLS: frozenset({"manager", "finance"}),
    Right.CHANGE_BILLS: frozenset({"finance"}),
    Right.EXPORT_WORK: EVERYBODY,
    Right.EXPORT_ACCOUNTING: frozenset({"finance"}),
    Right.CLOSE_PERIODS: frozenset({"finance"}),
    Right.IMPORT: frozenset(),
    Right.SEE_AUDIT: frozenset(),
    Right.ADMINISTER: frozenset(),
}
# What a personal token of the API may be allowed; never more than its user may.
SCOPES: dict[str, frozenset[Right]] = {
    "read": frozenset(
        {Right.SEE_OWN_WORK, Right.SEE_ALL_WORK, Right.SEE_CUSTOMERS, Right.SEE_CONTRACTS, Right.SEE_BILLS}
    ),
    "write": frozenset({Right.LOG_OWN_WORK, Right.CHANGE_ALL_WORK, Right.OPEN_TICKETS, Right.OVERRIDE_TICKETS}),
    "bill": frozenset({Right.CHANGE_BILLS}),
    "export": frozenset({Right.EXPORT_WORK, Right.EXPORT_ACCOUNTING}),
}


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The actor may not do this, or not now; the message says why and how to go on."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


class NotThere(Refused):
    """There is no such thing, or none that the actor may see: both get the same answer."""


class NotNow(Refused):
    """What is stored does not allow it at present: it is billed, the books are closed, a file would be refused."""


class Invalid(Refused):
    """A value cannot be taken; ``field`` names it."""

    def __init__(self, field: str, message: Message) -> None:
        super().__init__(message)
        self.field = field


class Changed(Refused):
    """Somebody else has changed a row since it was read; nothing was written."""

    def __init__(self) -> None:
        super().__init__(SOMEBODY_ELSE)


NOT_ALLOWED = Message(N_("Your role does not allow this. Ask an administrator."))
NOT_IN_SCOPE = Message(N_("Your role allows this, but this token does not. Make one that may do it."))
SOMEBODY_ELSE = Message(N_("Somebody else has changed this meanwhile. Look at their version, then change it again."))
SIGN_IN_FIRST = Message(N_("Please sign in first."))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in user, or the command line (``user_id`` None, role admin).

    ``scopes`` are those of the API token that is used; None where a person acts. ``session_id`` is the browser's.
    """

    user_id: int | None
    name: str
    role: str
    rep_id: int | None = None
    language: str = "en"
    email: str = ""
    address: str = ""
    zone: str = ""
    session_id: int | None = None
    scopes: frozenset[str] | None = None

    def may(self, right: Right) -> bool:
        """Say whether the actor has a right."""
        within = self.scopes is None or any(right in SCOPES[scope] for scope in self.scopes)
        return within and self.role_may(right)

    def role_may(self, right: Right) -> bool:
        """Say whether the actor's role has a right, whatever the token that is used may."""
        return self.role == "admin" or self.role in ROLES[right]

    @property
    def rep_only(self) -> int | None:
        """The only rep whose work the role lets the actor see; None for all, 0 (nobody) for a rep without a rep row."""
        sees_all = self.role == "admin" or self.role in ROLES[Right.SEE_ALL_WORK]
        return None if sees_all else self.rep_id or 0


COMMAND_LINE = Actor(user_id=None, name="command line", role="admin", address="local")


def require(actor: Actor | None, right: Right) -> Actor:
    """Return the actor if it has the right.

    Raises:
        Refused: nobody is signed in, or the role (or the token) lacks the right.
    """
    if actor is None:
        raise Refused(SIGN_IN_FIRST)
    if not actor.may(right):
        raise Refused(NOT_IN_SCOPE if actor.role_may(right) else NOT_ALLOWED)
    return actor
