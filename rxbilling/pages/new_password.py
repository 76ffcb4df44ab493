"""Signing in with a password that is valid once: another is chosen in its place."""

import reflex as rx

from rxbilling.components.entrance import entrance, reason, submit
from rxbilling.components.forms import field, password_input
from rxbilling.components.words import t


def new_password() -> rx.Component:
    """Return the page."""
    return entrance(
        "/auth/password",
        rx.el.h2(t("Choose your password")),
        rx.el.p(t("The password that you were given is valid once."), class_name="muted"),
        reason("This password cannot be taken."),
        field("New password", "password", password_input("password", "new-password"), hint="At least 10 characters."),
        submit("Save and go on"),
    )
