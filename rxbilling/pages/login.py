"""The sign-in."""

import reflex as rx

from rxbilling.components.entrance import entrance, reason, submit
from rxbilling.components.forms import field, password_input
from rxbilling.components.words import t


def login() -> rx.Component:
    """Return the page."""
    email = rx.el.input(
        id="email", name="email", type="email", auto_complete="username", required=True, class_name="plain-input"
    )
    return entrance(
        "/auth/login",
        rx.el.p(t("Time tracking and billing for customer-support teams"), class_name="muted"),
        reason("E-mail address or password is not right."),
        field("E-mail address", "email", email),
        field("Password", "password", password_input("password", "current-password")),
        submit("Sign in"),
        rx.el.p(
            t("Forgotten your password? An administrator can send you a link to set a new one."), class_name="muted"
        ),
    )
