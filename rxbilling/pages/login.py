"""The sign-in."""

import reflex as rx

from rxbilling.components.font import inter
from rxbilling.components.forms import native_form
from rxbilling.components.words import t
from rxbilling.state.viewer import Viewer


def _field(label: str, name: str, kind: str, autocomplete: str) -> rx.Component:
    return rx.el.div(
        rx.el.label(t(label), html_for=name),
        rx.el.input(id=name, name=name, type=kind, auto_complete=autocomplete, required=True, class_name="plain-input"),
        class_name="field",
    )


def _refusal() -> rx.Component:
    error = Viewer.router.url.query_parameters["error"]
    return rx.match(
        error,
        ("wrong", rx.el.div(t("E-mail address or password is not right."), class_name="refusal", role="alert")),
        (
            "many",
            rx.el.div(
                t("Too many attempts. Try again in 15 minutes, or ask an administrator to set a new password."),
                class_name="refusal",
                role="alert",
            ),
        ),
        rx.fragment(),
    )


def login() -> rx.Component:
    """Return the page."""
    return rx.el.main(
        native_form(
            rx.el.div(
                rx.el.img(src="/icon.svg", width="32", height="32", alt=""),
                rx.el.h1("rxbilling"),
                class_name="login-brand",
            ),
            rx.el.p(t("Time tracking and billing for customer-support teams"), class_name="muted"),
            _refusal(),
            _field("E-mail address", "email", "email", "username"),
            _field("Password", "password", "password", "current-password"),
            rx.button(t("Sign in"), type="submit", size="3", width="100%"),
            rx.el.div(
                rx.el.button("English", type="button", on_click=Viewer.choose_language("en"), lang="en"),
                rx.el.button("Français", type="button", on_click=Viewer.choose_language("fr"), lang="fr"),
                class_name="languages",
            ),
            action="/auth/login",
            method="post",
            class_name="login",
        ),
        inter(),
        class_name="login-page",
    )
