"""The bell in the top bar: how much is not read, and a list of the newest."""

import reflex as rx

from rxbilling.components.live import on_change
from rxbilling.components.words import t
from rxbilling.state.bell import Bell
from rxbilling.state.notice_lines import NoticeLine


def notice(line: rx.Var[NoticeLine]) -> rx.Component:
    """Return a notice: a button that leads to what it is about, and when it was told."""
    is_new = rx.cond(~line.is_read, rx.el.span(t("New"), class_name="status status-open"))
    return rx.el.button(
        rx.el.span(line.text, class_name="notice-text"),
        rx.el.span(line.at, " ", is_new, class_name="notice-when"),
        on_click=Bell.follow(line.number, line.address),
        class_name=rx.cond(line.is_read, "notice", "notice notice-new"),
    )


def read_all() -> rx.Component:
    """Return the button that marks all as read."""
    return rx.button(
        rx.icon("check-check", size=15), t("Mark all as read"), size="1", variant="soft", on_click=Bell.read_all
    )


def _line(line: rx.Var[NoticeLine]) -> rx.Component:
    return rx.el.li(rx.popover.close(notice(line)))


def _list() -> rx.Component:
    none = rx.el.p(t("Nothing yet. You are told of contracts that end or are used up."), class_name="muted")
    return rx.fragment(
        rx.el.div(
            rx.el.h2(t("Notices"), id="bell-title"),
            rx.spacer(),
            rx.cond(Bell.unread > 0, read_all()),
            class_name="row",
        ),
        rx.cond(Bell.lines.length() > 0, rx.el.ul(rx.foreach(Bell.lines, _line), class_name="notices"), none),
        rx.popover.close(rx.el.a(t("All notices"), href="/notices", class_name="notices-all")),
    )


def bell() -> rx.Component:
    """Return the bell."""
    count = rx.cond(Bell.unread > 99, "99+", Bell.unread.to_string())
    name = t("Notices") + rx.cond(Bell.unread > 0, ", " + t("not read:") + " " + Bell.unread.to_string(), "")
    button = rx.el.button(
        rx.icon("bell", size=17),
        rx.cond(Bell.unread > 0, rx.el.span(count, class_name="bell-count", aria_hidden="true")),
        id="bell-button",
        class_name="bell",
        aria_label=name,
    )
    content = rx.popover.content(
        _list(), align="end", width="min(420px, calc(100vw - 32px))", custom_attrs={"aria-labelledby": "bell-title"}
    )
    return rx.fragment(
        rx.popover.root(rx.popover.trigger(button), content),
        on_change("notices", Bell.load, "bell"),
    )
