"""The profile page: personal tokens for other programs."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import tr
from rxbilling.services import api_tokens, profile
from rxbilling.services.access import SCOPES, Actor, Refused
from rxbilling.state import audit_words, wording
from rxbilling.state.forms import Form, language_of, told, typed
from rxbilling.state.guard import acting, policy

LONG_DAYS = 5


@dataclass
class TokenLine:
    """A token: what it is called, how it begins, what it may do, until when, and when it was used last."""

    number: int = 0
    name: str = ""
    hint: str = ""
    scopes: str = ""
    expires: str = ""
    used: str = ""


class OwnTokens(Form, rx.State):
    """The user's tokens, and the one that was made last, shown this once."""

    lines: list[TokenLine] = []
    is_open: bool = False
    made: str = ""

    @rx.event
    @policy("user")
    def load(self) -> None:
        """Load the list."""
        self.made, self.is_open = "", False
        self._load(acting(self))

    def _load(self, actor: Actor | None) -> None:
        language, zone = language_of(actor), profile.zone_of(actor)
        self.lines = [
            TokenLine(
                number=row.id or 0,
                name=row.name,
                hint=f"{row.hint}…",
                scopes=", ".join(tr(language, audit_words.SCOPES[scope]) for scope in row.scopes),
                expires=wording.moment(language, row.expires_at, zone),
                used=wording.moment(language, row.used_at, zone) if row.used_at else "",
            )
            for row in api_tokens.own(actor)
        ]

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the form."""
        self._begin()
        self.is_open, self.made = is_open, ""

    @rx.event
    @policy("user")
    async def create(self, form: dict[str, str]) -> None:
        """Make a token."""
        actor = acting(self)
        self._begin()
        chosen = [scope for scope in SCOPES if form.get(f"scope-{scope}")]
        name, days, password = (typed(form, field) for field in ("name", "days", "current"))
        lasts = int(days) if days.isdecimal() and len(days) < LONG_DAYS else 0
        try:
            made = await rx.run_in_thread(lambda: api_tokens.create(actor, name, chosen, lasts, password))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self._load(actor)
        self.made, self.is_open = made, True

    @rx.event
    @policy("user")
    def revoke(self, number: int) -> Any:  # noqa: ANN401 - an event
        """Take a token back."""
        actor = acting(self)
        try:
            api_tokens.revoke(actor, number)
        except Refused as refusal:
            return told(actor, refusal)
        return OwnTokens.load
