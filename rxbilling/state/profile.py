"""The profile page: name, language, zone and theme, and the password."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import profile
from rxbilling.services.access import Changed, Refused
from rxbilling.state import audit_words
from rxbilling.state.forms import Fact, Form, language_of, text_of, typed
from rxbilling.state.guard import acting, policy
from rxbilling.state.viewer import Viewer

ORGANISATION_ZONE = "organisation"


class ProfilePage(Form, rx.State):
    """How the user is called, and reads."""

    name: str = ""
    language: str = "en"
    zone: str = ORGANISATION_ZONE
    theme: str = "system"
    is_loaded: bool = False
    _version: int = 0

    @rx.event
    @policy("user")
    def open_page(self) -> None:
        """Load what the user has chosen."""
        self._begin()
        self._fill(*profile.own(acting(self)))
        self.is_loaded = True

    def _fill(self, found: profile.Profile, version: int) -> None:
        self.name, self.language, self.theme = found.name, found.language or "en", found.theme
        self.zone, self._version = found.zone or ORGANISATION_ZONE, version

    @rx.event
    @policy("user")
    def save(self, form: dict[str, str]) -> Any:  # noqa: ANN401 - an event, or none
        """Keep what the user has chosen."""
        actor = acting(self)
        self._begin()
        zone = text_of(form, "zone")
        wanted = profile.Profile(
            name=text_of(form, "name"),
            language=text_of(form, "language"),
            zone="" if zone == ORGANISATION_ZONE else zone,
            theme=text_of(form, "theme"),
        )
        try:
            profile.change(actor, wanted, self._version)
        except Changed as refusal:
            found, self._version = profile.own(actor)
            self._refuse(actor, refusal)
            self.theirs = [
                Fact(tr(language_of(actor), N_("Name")), found.name),
                Fact(tr(language_of(actor), N_("Language")), audit_words.LANGUAGES.get(found.language, found.language)),
                Fact(tr(language_of(actor), N_("Time zone")), found.zone or "—"),
                Fact(tr(language_of(actor), N_("Theme")), tr(language_of(actor), audit_words.THEMES[found.theme])),
            ]
            return None
        except Refused as refusal:
            self._refuse(actor, refusal)
            return None
        before = (self.language, self.theme)
        self._fill(*profile.own(actor))
        if before != (self.language, self.theme):
            # The whole page is in the user's language and theme, the frame around it included.
            return rx.call_script("window.location.reload()")
        return [Viewer.load, rx.toast.success(tr(language_of(actor), N_("Saved.")))]


class PasswordForm(Form, rx.State):
    """The password's own form; what is typed is not kept."""

    times_changed: int = 0

    @rx.event
    @policy("user")
    async def save(self, form: dict[str, str]) -> Any:  # noqa: ANN401 - an event, or none
        """Set a new password."""
        actor = acting(self)
        self._begin()
        current, new = typed(form, "current"), typed(form, "password")
        try:
            await rx.run_in_thread(lambda: profile.change_password(actor, current, new))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return None
        self.times_changed += 1
        return rx.toast.success(
            tr(language_of(actor), N_("The password is changed. All other sessions are signed out."))
        )
