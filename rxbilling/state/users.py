"""The users page: who may sign in, and what an administrator does about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import user_access, users
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.person import Person
from rxbilling.services.users import Listed
from rxbilling.state.audit_words import ROLES
from rxbilling.state.forms import Fact, Form, language_of, text_of, told
from rxbilling.state.guard import acting, policy

NO_REP = "0"


@dataclass
class UserLine:
    """A user in the list; ``status`` is active, invited, expired (an invitation) or deactivated."""

    number: int = 0
    name: str = ""
    email: str = ""
    role: str = ""
    rep: str = ""
    status: str = ""
    has_factor: bool = False
    is_self: bool = False


@dataclass
class RepOption:
    """A rep that a user may be; ``value`` is its number as text."""

    value: str = ""
    name: str = ""


class Users(Form, rx.State):
    """The list, the form of one user, and the link that was made last."""

    lines: list[UserLine] = []
    is_loaded: bool = False
    reps: list[RepOption] = []
    is_open: bool = False
    number: int = 0
    name: str = ""
    email: str = ""
    role: str = "rep"
    rep: str = NO_REP
    link: str = ""
    link_for: str = ""
    is_reset: bool = False
    asked: str = ""
    asked_number: int = 0
    _version: int = 0

    @rx.event
    @policy(Right.ADMINISTER)
    def open_page(self) -> None:
        """Load the list."""
        self.is_open, self.link = False, ""
        self._load(acting(self))

    @rx.event
    @policy(Right.ADMINISTER, by_itself=True)
    def refresh(self) -> None:
        """Load the list again, as somebody else may have changed it."""
        self._load(acting(self))

    @rx.event
    @policy(Right.ADMINISTER)
    def open_new(self) -> None:
        """Begin with nobody."""
        self._begin()
        self.number, self._version = 0, 0
        self.name = self.email = ""
        self.role, self.rep = "rep", NO_REP
        self._open()

    @rx.event
    @policy(Right.ADMINISTER)
    def open_user(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with a user as it is now."""
        actor = acting(self)
        self._begin()
        found = _found(actor, number)
        if found is None:
            return told(actor, Refused(user_access.GONE))
        user = found.user
        self.number, self._version = number, user.version
        self.name, self.email, self.role = user.name, user.email, user.role
        self.rep = str(user.rep_id or NO_REP)
        self._open()
        return None

    @rx.event
    @policy(Right.ADMINISTER)
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self.is_open = is_open

    @rx.event
    @policy(Right.ADMINISTER)
    def save(self, form: dict[str, str]) -> None:
        """Invite, or change, a user."""
        actor = acting(self)
        self._begin()
        rep = text_of(form, "rep") or NO_REP
        person = Person(
            email=text_of(form, "email"),
            name=text_of(form, "name"),
            role=text_of(form, "role"),
            rep_id=None if rep == NO_REP else int(rep) if rep.isdecimal() else 0,
        )
        try:
            if self.number:
                users.change(actor, self.number, self._version, person)
            else:
                self._show_link(users.invite(actor, person), person.email.strip(), is_reset=False)
        except Changed as refusal:
            self._refuse(actor, refusal)
            self._show_theirs(actor)
            return
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self.is_open = False
        self._load(actor)

    @rx.event
    @policy(Right.ADMINISTER)
    def make_link(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Make a link by which a user sets a password."""
        actor = acting(self)
        found = _found(actor, number)
        try:
            token = user_access.new_link(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        self._show_link(token, found.user.email if found else "", is_reset=bool(found and not found.is_invited))
        self._load(actor)
        return None

    @rx.event
    @policy("user")  # each page forgets it as it opens
    def forget_link(self, is_open: bool) -> None:
        """Close the link: it is not shown again."""
        if not is_open:
            self.link = self.link_for = ""

    @rx.event
    @policy(Right.ADMINISTER)
    def ask(self, number: int, what: str) -> None:
        """Ask before something is done to a user."""
        self.asked_number, self.asked = number, what

    @rx.event
    @policy(Right.ADMINISTER)
    def stop_asking(self, is_open: bool) -> None:
        """Forget the question."""
        if not is_open:
            self.asked = ""

    @rx.event
    @policy(Right.ADMINISTER)
    def set_active(self, number: int, active: bool) -> Any:  # noqa: ANN401 - an event, or none
        """Let a user sign in again, or no more."""
        return self._do(lambda actor: user_access.set_active(actor, number, active=active), N_("Saved."))

    @rx.event
    @policy(Right.ADMINISTER)
    def sign_out(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """End all sessions of a user."""
        return self._do(
            lambda actor: user_access.sign_out_everywhere(actor, number),
            N_("All sessions and API tokens of this user are ended."),
        )

    @rx.event
    @policy(Right.ADMINISTER)
    def remove_factor(self, number: int) -> Any:  # noqa: ANN401 - an event, or none
        """Take the second factor of a user away."""
        return self._do(
            lambda actor: user_access.remove_second_factor(actor, number), N_("The second factor is removed.")
        )

    def _do(self, work: Callable[[Actor | None], None], done: str) -> Any:  # noqa: ANN401 - an event
        actor = acting(self)
        try:
            work(actor)
        except Refused as refusal:
            return told(actor, refusal)
        self._load(actor)
        return rx.toast.success(tr(language_of(actor), done))

    def _open(self) -> None:
        self.reps = [RepOption(str(rep.id), rep.name) for rep in users.all_reps(acting(self))]
        self.is_open = True

    def _load(self, actor: Actor | None) -> None:
        own = actor.user_id if actor else None
        self.lines = [_line(listed, own) for listed in users.all_users(actor)]
        self.is_loaded = True

    def _show_link(self, token: str, email: str, *, is_reset: bool) -> None:
        self.link, self.link_for, self.is_reset = f"/welcome?token={token}", email, is_reset

    def _show_theirs(self, actor: Actor | None) -> None:
        """Show the user as somebody else has left it; saving again is meant to replace just that."""
        found = _found(actor, self.number)
        if found is None:
            return
        self._version = found.user.version
        language = language_of(actor)
        self.theirs = [
            Fact(tr(language, N_("Name")), found.user.name),
            Fact(tr(language, N_("E-mail address")), found.user.email),
            Fact(tr(language, N_("Role")), tr(language, ROLES[found.user.role])),
            Fact(tr(language, N_("Rep")), found.rep or "—"),
        ]


def _found(actor: Actor | None, number: int) -> Listed | None:
    return next((listed for listed in users.all_users(actor) if listed.user.id == number), None)


def _line(listed: Listed, own: int | None) -> UserLine:
    user = listed.user
    waiting = ("invited" if listed.has_link else "expired") if listed.is_invited else "active"
    return UserLine(
        number=user.id or 0,
        name=user.name,
        email=user.email,
        role=user.role,
        rep=listed.rep,
        status=waiting if user.active else "deactivated",
        has_factor=bool(user.totp_secret),
        is_self=user.id == own,
    )
