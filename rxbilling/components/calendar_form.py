"""The dialog of one calendar: zone, opening hours, weekend and holidays, and what saving it would change."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.effect import effect_view
from rxbilling.components.forms import choice, conflict, error_of, field, refusal, text_input
from rxbilling.components.words import t
from rxbilling.state.calendar_form import CalendarForm, OwnDayLine, WeekdayField
from rxbilling.state.importing import ZONES

SHOWN = ("name", "zone", "country", "subdivision", "own_days", *(f"hours_{day}" for day in range(7)))


def _error(name: str) -> rx.Var[str]:
    return error_of(CalendarForm, name)


def _what() -> rx.Component:
    zones = rx.el.datalist(*[rx.el.option(value=zone) for zone in ZONES], id="zones")
    name = text_input("name", CalendarForm.name, required=True, auto_complete="off", auto_focus=True)
    zone = text_input("zone", CalendarForm.zone, required=True, auto_complete="off", list="zones")
    return rx.el.div(
        field("Name", "name", name, error=_error("name")),
        field("Time zone", "zone", rx.fragment(zone, zones), error=_error("zone")),
        class_name="pair",
    )


def _weekday(day: rx.Var[WeekdayField]) -> rx.Component:
    name = "hours_" + day.code
    wrong = error_of(CalendarForm, name)
    box = rx.el.input(
        type="checkbox", name="weekend_" + day.code, default_checked=day.weekend,
        key="weekend-" + day.code + day.weekend.to_string(),
    )  # fmt: skip
    return rx.el.div(
        rx.el.label(day.label, html_for=name),
        rx.el.div(
            text_input(name, day.hours, auto_complete="off", placeholder=t("Closed")),
            rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
        ),
        rx.el.label(box, rx.el.span(t("Weekend")), class_name="offer"),
        class_name="weekday-line",
    )


def _week() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("Opening hours")),
        rx.el.p(
            t("Such as 9:00-12:00, 13:00-18:00. Hours that end before they begin go on after midnight."),
            class_name="muted",
        ),
        rx.foreach(CalendarForm.weekdays, _weekday),
        class_name="fields",
    )


def _own_day(line: rx.Var[OwnDayLine]) -> rx.Component:
    remove = rx.el.button(
        rx.icon("x", size=12),
        type="button",
        aria_label=t("Remove") + " " + line.said,
        on_click=CalendarForm.drop_day(line.day),
    )
    return rx.el.span(line.said, rx.cond(line.name != "", " · " + line.name, ""), remove, class_name="value-chip")


def _adding() -> rx.Component:
    wrong = _error("own_days")
    day = rx.el.input(
        type="date", name="new_day", value=CalendarForm.new_day, on_change=CalendarForm.type_day,
        aria_label=t("Date of the day"), class_name="plain-input",
    )  # fmt: skip
    name = rx.debounce_input(
        rx.el.input(
            name="new_name", value=CalendarForm.new_name, on_change=CalendarForm.type_name, auto_complete="off",
            placeholder=t("Name of the day"), aria_label=t("Name of the day"), class_name="plain-input",
        ),
        debounce_timeout=200,
    )  # fmt: skip
    add = rx.button(t("Add the day"), type="button", variant="soft", on_click=CalendarForm.add_day)
    return rx.fragment(
        rx.el.div(rx.foreach(CalendarForm.own_days, _own_day), class_name="criterion-values"),
        rx.el.div(day, name, add, class_name="own-day-line"),
        rx.cond(wrong != "", rx.el.div(wrong, class_name="field-error", role="alert")),
    )


def _holidays() -> rx.Component:
    place = lambda one: rx.el.option(one.name, value=one.code)  # noqa: E731 - one option
    country = rx.el.select(
        rx.el.option(t("None"), value=""),
        rx.foreach(CalendarForm.countries, place),
        id="country",
        name="country",
        value=CalendarForm.country,
        on_change=CalendarForm.choose_country,
        class_name="plain-select",
    )
    whole: list[rx.Component] = [
        rx.el.option(t("The whole country"), value=""), rx.foreach(CalendarForm.parts, place)
    ]  # fmt: skip
    part = choice("subdivision", CalendarForm.subdivision, *whole)
    return rx.el.fieldset(
        rx.el.legend(t("Holidays")),
        rx.el.div(
            field("Public holidays of", "country", country, error=_error("country")),
            rx.cond(
                CalendarForm.parts.length() > 0,
                field("Part of the country", "subdivision", part, error=_error("subdivision")),
            ),
            class_name="pair",
        ),
        rx.el.div(t("Days of your own"), class_name="field-label"),
        _adding(),
        class_name="fields",
    )


def _form() -> rx.Component:
    return rx.form(
        _what(),
        _week(),
        _holidays(),
        refusal(CalendarForm, *SHOWN),
        conflict(CalendarForm),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Look at the effect"), type="submit", loading=CalendarForm.is_running),
            class_name="row dialog-actions",
        ),
        on_submit=CalendarForm.look,
        class_name="stack",
    )


def calendar_dialog() -> rx.Component:
    """Return the dialog."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.cond(CalendarForm.number > 0, dialog_head("Change the calendar"), dialog_head("New calendar")),
            # What was typed stays there while its effect is looked at.
            rx.el.div(_form(), hidden=CalendarForm.is_looked_at),
            rx.cond(CalendarForm.is_looked_at, effect_view(CalendarForm)),
            max_width="680px",
            aria_describedby=rx.Var("undefined"),
        ),
        open=CalendarForm.is_open,
        on_open_change=CalendarForm.toggle,
    )
