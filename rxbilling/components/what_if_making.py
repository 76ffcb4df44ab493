"""A what-if as a change from a day on: the day, and the question that tells all of it before it is stored."""

import reflex as rx

from rxbilling.components.effect import effect_told
from rxbilling.components.forms import error_of, field, text_input
from rxbilling.components.words import t
from rxbilling.state.what_if import WhatIf


def making_form() -> rx.Component:
    """Return the form that asks from when on."""
    day = text_input("from_day", "", "date", required=True)
    return rx.form(
        field("Make it a change from", "from_day", day, error=error_of(WhatIf, "from_day")),
        rx.button(t("Make it a change"), type="submit", variant="soft", loading=WhatIf.is_looking),
        on_submit=WhatIf.ask_to_make,
        class_name="row making",
    )


def making_question() -> rx.Component:
    """Return the question."""
    told = rx.el.ul(rx.foreach(WhatIf.to_be_made, rx.el.li), class_name="told-lines")
    warnings = rx.foreach(
        WhatIf.to_be_thought_of,
        lambda text: rx.el.div(rx.icon("triangle-alert", size=16), text, class_name="warning", role="alert"),
    )
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(t("Make it a change?")),
            rx.alert_dialog.description(t("This is stored."), size="2"),
            rx.el.div(told, warnings, effect_told(WhatIf.effect), class_name="stack effect"),
            rx.el.div(
                rx.alert_dialog.cancel(rx.button(t("Cancel"), variant="soft", color_scheme="gray")),
                rx.alert_dialog.action(rx.button(t("Make it a change"), on_click=WhatIf.make)),
                class_name="row dialog-actions",
            ),
            max_width="640px",
        ),
        open=WhatIf.to_be_made.length() > 0,
        on_open_change=WhatIf.stop_asking,
    )
