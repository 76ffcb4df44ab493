"""The profile: name, language, zone, theme, password, second factor, sessions, tokens, calendar."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.forms import choice, conflict, error_of, field, password_input, refusal, text_input
from rxbilling.components.own_access import own_sessions, second_factor
from rxbilling.components.own_feed import own_feed
from rxbilling.components.own_tokens import own_tokens
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.importing import ZONES
from rxbilling.state.profile import ORGANISATION_ZONE, PasswordForm, ProfilePage

# The second click of a double click would find the old password wrong.
ONCE_MS = 1000
THEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))


def _you() -> rx.Component:
    zones = [
        rx.el.option(t("That of the organisation"), value=ORGANISATION_ZONE),
        *[rx.el.option(zone.replace("_", " "), value=zone) for zone in ZONES],
    ]
    languages = [rx.el.option("English", value="en"), rx.el.option("Français", value="fr")]
    themes = [rx.el.option(t(label), value=code) for code, label in THEMES]
    return rx.form(
        field("Name", "name", text_input("name", ProfilePage.name), error=error_of(ProfilePage, "name")),
        field("Language", "language", choice("language", ProfilePage.language, *languages)),
        field(
            "Time zone",
            "zone",
            choice("zone", ProfilePage.zone, *zones),
            hint="Your clock: days, the timer, what you type and the times you are shown. "
            "Prices go by the customer's clock.",
        ),
        field("Theme", "theme", choice("theme", ProfilePage.theme, *themes)),
        refusal(ProfilePage, "name"),
        conflict(ProfilePage),
        rx.el.div(rx.button(t("Save"), type="submit"), class_name="row"),
        on_submit=ProfilePage.save,
        class_name="stack",
    )


def _password() -> rx.Component:
    return rx.form(
        field(
            "Current password",
            "current",
            password_input("current", "current-password"),
            error=error_of(PasswordForm, "current"),
        ),
        field(
            "New password",
            "password",
            password_input("password", "new-password"),
            hint="At least 10 characters.",
            error=error_of(PasswordForm, "password"),
        ),
        refusal(PasswordForm, "current", "password"),
        rx.el.div(rx.button(t("Change the password"), type="submit", variant="soft"), class_name="row"),
        on_submit=PasswordForm.save.throttle(ONCE_MS),
        key="password-" + PasswordForm.times_changed.to_string(),
        class_name="stack",
    )


def profile() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/profile",
        "Your profile",
        rx.cond(
            ProfilePage.is_loaded,
            rx.el.div(
                panel("You", _you()),
                rx.el.div(panel("Password", _password()), second_factor(), class_name="column"),
                own_sessions(),
                own_tokens(),
                own_feed(),
                class_name="charts top",
            ),
            rx.skeleton(height="320px", width="100%"),
        ),
    )
