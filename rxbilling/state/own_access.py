"""The profile page: the second factor, and the browsers that one is signed in with."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import profile, second_factor, sessions
from rxbilling.services.access import Actor, Refused
from rxbilling.services.sessions import OwnSession
from rxbilling.state import wording
from rxbilling.state.forms import Form, language_of, text_of, told, typed
from rxbilling.state.guard import acting, policy

CODES = "codes"


class SecondFactorForm(Form, rx.State):
    """Setting a second factor up: its picture, then a first code, then the recovery codes, shown once."""

    is_on: bool = False
    is_setting_up: bool = False
    picture: str = ""
    key: str = ""
    recovery_codes: list[str] = []
    codes_left: int = 0
    wanted: str = ""
    _secret: str = ""

    @rx.event
    @policy("user")
    def load(self) -> None:
        """Say whether there is one."""
        self._forget()
        self._count(acting(self))

    @rx.event
    @policy("user")
    def begin(self) -> None:
        """Show a new key."""
        actor = acting(self)
        self._forget()
        if actor is None:
            return
        self._secret = second_factor.new_secret()
        self.picture = second_factor.picture(actor, self._secret)
        self.key = " ".join(self._secret[at : at + 4] for at in range(0, len(self._secret), 4))
        self.is_setting_up = True

    @rx.event
    @policy("user")
    async def confirm(self, form: dict[str, str]) -> None:
        """Take the first code: from now on codes are asked for."""
        actor, secret = acting(self), self._secret
        self._begin()
        code, password = text_of(form, "code"), typed(form, "current")
        try:
            codes = await rx.run_in_thread(lambda: second_factor.turn_on(actor, secret, code, password))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._forget()
        self.recovery_codes = codes
        self._count(actor)

    @rx.event
    @policy("user")
    def choose(self, what: str) -> None:
        """Say what the password is given for: ``off``, or ``codes``."""
        self.wanted = what

    @rx.event
    @policy("user")
    async def change(self, form: dict[str, str]) -> None:
        """Ask for no codes any more, or make new recovery codes."""
        actor, password = acting(self), typed(form, "current")
        self._begin()
        try:
            if self.wanted == CODES:
                codes = await rx.run_in_thread(lambda: second_factor.renew_codes(actor, password))
                self._forget()
                self.recovery_codes = codes
            else:
                await rx.run_in_thread(lambda: second_factor.turn_off(actor, password))
                self._forget()
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._count(actor)

    def _count(self, actor: Actor | None) -> None:
        self.is_on = second_factor.is_on(actor)
        self.codes_left = second_factor.codes_left(actor)

    @rx.event
    @policy("user")
    def cancel(self) -> None:
        """Forget the key, or the recovery codes."""
        self._forget()

    def _forget(self) -> None:
        self._begin()
        self.picture = self.key = self._secret = ""
        self.recovery_codes, self.is_setting_up = [], False


@dataclass
class SessionLine:
    """A browser, from where, and when it was used last."""

    number: int = 0
    browser: str = ""
    address: str = ""
    seen: str = ""
    is_this: bool = False


class OwnSessions(rx.State):
    """The browsers that one is signed in with."""

    lines: list[SessionLine] = []

    @rx.event
    @policy("user")
    def load(self) -> None:
        """Load the list."""
        actor = acting(self)
        zone, language = profile.zone_of(actor), language_of(actor)
        self.lines = [_line(own, language, zone) for own in sessions.own(actor)]

    @rx.event
    @policy("user")
    def end(self, number: int) -> Any:  # noqa: ANN401 - an event
        """End one of them."""
        actor = acting(self)
        try:
            sessions.end(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        return OwnSessions.load

    @rx.event
    @policy("user")
    def end_others(self) -> Any:  # noqa: ANN401 - an event
        """End all but this one."""
        actor = acting(self)
        sessions.end_others(actor)
        return [OwnSessions.load, rx.toast.success(tr(language_of(actor), N_("Signed out everywhere else.")))]


def _line(own: OwnSession, language: str, zone: str) -> SessionLine:
    browser = " · ".join(part for part in (own.browser, own.system) if part and part != "Other")
    return SessionLine(
        number=own.number,
        browser=browser or tr(language, N_("Unknown browser")),
        address=own.address,
        seen=wording.moment(language, own.seen_at, zone),
        is_this=own.is_this,
    )
