"""The documentation of the API, inside the app."""

import reflex as rx

from rxbilling.components.api_reference import api_reference as reference
from rxbilling.components.plain_link import plain_link
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t

DOCUMENT = "/api/v1/openapi.json"


def api_reference() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/api",
        "API documentation",
        rx.el.p(
            t("What other programs can ask here, and what they are answered. A token from your profile lets them in."),
            " ",
            plain_link("openapi.json", href=DOCUMENT),
            class_name="muted",
        ),
        rx.el.section(reference(url=DOCUMENT), class_name="panel"),
    )
