"""The frame of the pages before one is signed in: a card with a form that the browser itself posts."""

import reflex as rx

from rxbilling.components.font import inter
from rxbilling.components.forms import native_form
from rxbilling.components.words import t
from rxbilling.state.viewer import Viewer

REASONS = {
    "many": "Too many attempts. Try again in 15 minutes, or ask an administrator to set a new password.",
    "again": "That took too long. Sign in again.",
    "used": "This link has been used, or is too old. Ask an administrator for a new one.",
    "out": "You were signed out. Sign in again.",
    "fault": "This could not be done now: the disk is full, or the database does not answer. Try again in a moment.",
    "same": "Choose another password than the one that you were given.",
    "short": "This password is too short.",
    "long": "This password is too long.",
}


def reason(wrong: str) -> rx.Component:
    """Return why the form is there again; ``wrong`` is what the page says of a wrong value."""
    texts = REASONS | {"wrong": wrong}
    error = Viewer.router.url.query_parameters["error"]
    return rx.match(
        error,
        *[(code, rx.el.div(t(text), class_name="refusal", role="alert")) for code, text in texts.items()],
        rx.fragment(),
    )


def entrance(action: str, *content: rx.Component) -> rx.Component:
    """Return a page with one form, posted to ``action``."""
    return rx.el.main(
        native_form(
            rx.el.div(
                rx.el.img(src="/icon.svg", width="32", height="32", alt=""),
                rx.el.h1("rxbilling"),
                class_name="login-brand",
            ),
            *content,
            rx.el.div(
                rx.el.button("English", type="button", on_click=Viewer.choose_language("en"), lang="en"),
                rx.el.button("Français", type="button", on_click=Viewer.choose_language("fr"), lang="fr"),
                class_name="languages",
            ),
            action=action,
            method="post",
            class_name="login",
        ),
        inter(),
        class_name="login-page",
    )


def submit(label: str) -> rx.Component:
    """Return the button that posts the form."""
    return rx.button(t(label), type="submit", size="3", width="100%")
