"""All that somebody was told."""

import reflex as rx

from rxbilling.components.bell import notice, read_all
from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.notices import Notices


def _found() -> rx.Component:
    newer = rx.button(t("Newer"), variant="soft", size="1", on_click=Notices.show_newer)
    older = rx.button(t("Older"), variant="soft", size="1", on_click=Notices.show_older)
    return rx.fragment(
        rx.el.ul(rx.foreach(Notices.lines, lambda line: rx.el.li(notice(line))), class_name="notices panel"),
        rx.el.div(rx.cond(~Notices.is_newest, newer), rx.cond(Notices.has_older, older), class_name="row"),
    )


def notices() -> rx.Component:
    """Return the page."""
    none = empty_state(
        "bell",
        "No notices yet",
        "Here you are told of contracts that end or are used up, and of bills that are due.",
    )
    return page_frame(
        "/notices",
        "Notices",
        rx.cond(
            Notices.is_loaded,
            rx.cond(Notices.lines.length() > 0, _found(), none),
            rx.skeleton(height="320px", width="100%"),
        ),
        on_change("notices", Notices.refresh),
        actions=rx.cond(Notices.unread > 0, read_all()),
    )
