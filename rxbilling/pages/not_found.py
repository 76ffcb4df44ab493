"""An address that is no page, and a page that is not for everybody."""

import reflex as rx

from rxbilling.components.empty import empty_state
from rxbilling.components.font import inter
from rxbilling.components.words import t


def _only(icon: str, title: str, hint: str) -> rx.Component:
    home = rx.button(rx.el.a(t("Go to the dashboard"), href="/"), as_child=True)
    return rx.el.main(empty_state(icon, title, hint, home), inter(), class_name="login-page")


def not_found() -> rx.Component:
    """Return the page of an address that is none."""
    return _only("map-pin-off", "There is no page here", "The address may be mistyped, or the page was moved.")


def not_allowed() -> rx.Component:
    """Return the page for those whose role does not open the page that they asked for."""
    return _only("lock", "This page is not open to you", "Your role does not allow this. Ask an administrator.")
