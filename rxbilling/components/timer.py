"""The timer in the top bar, and its dialogs: what it is for, when it ended, what to do with a few seconds."""

from typing import Any

import reflex as rx

from rxbilling.components.confirm import ask
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal, submit_then, text_input, then_field
from rxbilling.components.task_fields import FIELDS, task_fields
from rxbilling.components.words import t
from rxbilling.state.timer import TimerBar

_jsx = rx.asset("ticking.jsx", shared=True)


class Ticking(rx.NoSSRComponent):
    """The time since an instant; ``on_late`` is called as another instant passes."""

    library = _jsx.importable_path
    tag = "Ticking"

    since: rx.Var[int]
    now: rx.Var[int]
    late_at: rx.Var[int]
    on_late: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]  # Reflex's way


def timer() -> rx.Component:
    """Return what stands in the top bar: what runs, or the button that starts."""
    running = rx.el.div(
        rx.el.button(
            rx.el.span(class_name="timer-dot"),
            Ticking.create(since=TimerBar.since, now=TimerBar.read_at, late_at=TimerBar.late_at, on_late=TimerBar.load),
            rx.el.span(TimerBar.label, class_name="timer-label not-phone"),
            on_click=TimerBar.open_dialog,
            class_name="timer-what",
            title=TimerBar.label + rx.cond(TimerBar.hint != "", " · " + TimerBar.hint, ""),
            aria_label=t("Change the timer"),
        ),
        rx.icon_button(
            rx.icon("square", size=13),
            id="timer-button",
            on_click=TimerBar.press,
            size="1",
            color_scheme="red",
            variant="soft",
            aria_label=t("Stop the timer"),
        ),
        class_name=rx.cond(TimerBar.forgotten, "timer timer-late", "timer"),
    )
    start = rx.button(
        rx.icon("play", size=14),
        rx.el.span(t("Start timer"), class_name="not-phone"),
        id="timer-button",
        on_click=TimerBar.press,
        variant="soft",
        size="2",
        aria_label=t("Start timer"),
    )
    return rx.cond(TimerBar.is_running, running, start)


def forgotten_timer() -> rx.Component:
    """Return the warning that a timer has run for too long, for every page."""
    return rx.cond(
        TimerBar.is_running & TimerBar.forgotten,
        rx.el.div(
            rx.icon("alarm-clock", size=15),
            rx.el.span(
                t("The timer is still running. Was it forgotten?"),
                " ",
                rx.el.strong(TimerBar.label),
                " · ",
                t("Since"),
                " ",
                TimerBar.started,
            ),
            rx.button(t("Say when it ended"), size="1", on_click=TimerBar.ask_end, class_name="banner-action"),
            class_name="banner",
            role="alert",
        ),
    )


def _moment(day: str, time: str, label: str, *, is_asked: bool = False) -> rx.Component:
    """Return a date and a time of day that is typed, as two fields; the cursor is in the time where that is asked."""
    return rx.el.div(
        field("Date", day, text_input(day, TimerBar.day, "date", required=True)),
        field(
            label,
            time,
            text_input(
                time, TimerBar.time, required=True, auto_complete="off", placeholder="9:30", auto_focus=is_asked
            ),
            error=error_of(TimerBar, time),
        ),
        rx.el.p(t("On your own clock:"), " ", TimerBar.zone, class_name="muted"),
        class_name="pair",
    )


def _dialog(is_open: rx.Var[bool], title: rx.Component, *content: Any) -> rx.Component:  # noqa: ANN401 - parts
    return rx.dialog.root(
        rx.dialog.content(title, *content, max_width="520px"), open=is_open, on_open_change=TimerBar.toggle
    )


def _discard() -> rx.Component:
    return ask(
        rx.button(t("Discard"), type="button", variant="soft", color_scheme="red"),
        "Discard the timer?",
        "Its time is not logged.",
        "Discard",
        TimerBar.discard,
    )


def _what() -> rx.Component:
    buttons = rx.el.div(
        rx.cond(
            ~TimerBar.is_new,
            rx.fragment(
                _discard(),
                rx.button(
                    t("Start another"), type="button", variant="soft", color_scheme="gray", on_click=TimerBar.open_new
                ),
                rx.button(t("Save"), type="submit", variant="soft"),
                rx.button(
                    rx.icon("square", size=13),
                    t("Stop and log"),
                    type="button",
                    on_click=submit_then("timer-form", "stop"),
                ),
            ),
            rx.button(rx.icon("play", size=14), t("Start timer"), type="submit"),
        ),
        class_name="row dialog-actions",
    )
    form = rx.form(
        task_fields(TimerBar),
        rx.cond(~TimerBar.is_new, _moment("start_day", "start", "Started at")),
        refusal(TimerBar, *FIELDS, "start"),
        then_field(),
        buttons,
        id="timer-form",
        on_submit=TimerBar.save,
        key=TimerBar.stamp,
        class_name="stack",
    )
    return _dialog(
        TimerBar.is_open,
        rx.cond(TimerBar.is_new, dialog_head("Start a timer"), dialog_head("The timer runs")),
        rx.cond(
            TimerBar.is_new & TimerBar.is_running,
            rx.el.p(t("The one that runs is stopped and logged first:"), " ", TimerBar.label, class_name="warning"),
        ),
        rx.dialog.description(
            t("Its time becomes a time entry when you stop it. It also runs while this page is closed."),
            size="2",
            color_scheme="gray",
        ),
        form,
    )


def _end() -> rx.Component:
    form = rx.form(
        _moment("end_day", "end", "Ended at", is_asked=True),
        refusal(TimerBar, "end"),
        rx.el.div(_discard(), rx.button(t("Log it"), type="submit"), class_name="row dialog-actions"),
        on_submit=TimerBar.end,
        key=TimerBar.stamp,
        class_name="stack",
    )
    since = rx.dialog.description(
        TimerBar.label, " · ", t("Since"), " ", TimerBar.started, size="2", color_scheme="gray"
    )
    return _dialog(TimerBar.is_ending, dialog_head("When did the timer end?"), since, form)


def _short() -> rx.Component:
    buttons = rx.el.div(
        rx.button(t("Log it all the same"), variant="soft", on_click=TimerBar.keep_short),
        rx.button(t("Discard"), on_click=TimerBar.discard, auto_focus=True),
        class_name="row dialog-actions",
    )
    return _dialog(
        TimerBar.is_short,
        dialog_head("Less than a minute"),
        rx.dialog.description(
            t("It was probably a mistake. Logged, it may be billed as much as the minimum."), size="2"
        ),
        buttons,
    )


def timer_dialogs() -> rx.Component:
    """Return the dialogs of the timer."""
    return rx.fragment(_what(), _end(), _short())
