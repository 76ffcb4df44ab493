"""Signing in, the second step: a code of the authenticator app."""

import reflex as rx

from rxbilling.components.entrance import entrance, reason, submit
from rxbilling.components.forms import field
from rxbilling.components.words import t


def second_factor() -> rx.Component:
    """Return the page."""
    code = rx.el.input(
        id="code",
        name="code",
        auto_complete="one-time-code",
        auto_focus=True,
        required=True,
        class_name="plain-input num-input",
    )
    return entrance(
        "/auth/code",
        rx.el.h2(t("Enter your code")),
        reason("This code is not right. Codes change every half minute, and each works once."),
        field("Code", "code", code, hint="From your authenticator app, or one of your recovery codes."),
        submit("Go on"),
        rx.el.a(t("Sign in as somebody else"), href="/login", class_name="muted"),
    )
