"""The filters of pages about work: period, days, accounts, reps, status."""

from typing import Any

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.filtering import Filtering, Option
from rxbilling.state.viewer import Viewer

Page = type[Filtering]
Statuses = tuple[tuple[str, str], ...]
WORK_STATUSES = (
    ("unbilled", "Unbilled"),
    ("billed", "Billed"),
    ("not_billable", "Not billable"),
    ("no_price", "No price"),
)


def _period(page: Page) -> rx.Component:
    return rx.select.root(
        rx.select.trigger(aria_label=t("Period"), variant="surface"),
        rx.select.content(
            rx.foreach(page.periods, lambda period: rx.select.item(period.label, value=period.value)),
            position="popper",
        ),
        value=page.period,
        on_change=page.choose_period,
    )


def _days(page: Page) -> rx.Component:
    return rx.el.div(
        rx.el.input(
            type="date",
            value=page.first_day,
            on_change=page.choose_first_day,
            aria_label=t("From"),
            class_name="day-input",
        ),
        rx.icon("arrow-right", size=13, aria_hidden="true"),
        rx.el.input(
            type="date",
            value=page.last_day,
            on_change=page.choose_last_day,
            aria_label=t("To"),
            class_name="day-input",
        ),
        class_name="days",
    )


def _offer(option: rx.Var[Option], toggle: Any) -> rx.Component:  # noqa: ANN401 - an event handler
    return rx.el.label(
        rx.checkbox(checked=option.chosen, on_change=lambda _: toggle(option.number)),
        rx.el.span(option.name),
        class_name="offer",
    )


def _several(  # noqa: PLR0917 - one picker, used for accounts and for reps
    label: str,
    everything: str,
    chosen: Any,  # noqa: ANN401 - variables of a State
    offers: Any,  # noqa: ANN401
    search: Any,  # noqa: ANN401
    on_search: Any,  # noqa: ANN401
    toggle: Any,  # noqa: ANN401
) -> rx.Component:
    summary = rx.match(
        chosen.length(),
        (0, t(everything)),
        (1, chosen[0].name),
        chosen[0].name + " +" + (chosen.length() - 1).to_string(),
    )
    return rx.popover.root(
        rx.popover.trigger(
            rx.button(
                rx.el.span(summary, class_name="clip"),
                rx.icon("chevron-down", size=14),
                variant=rx.cond(chosen.length() > 0, "soft", "surface"),
                color_scheme=rx.cond(chosen.length() > 0, "indigo", "gray"),
                aria_label=t(label),
            )
        ),
        rx.popover.content(
            rx.debounce_input(
                rx.input(value=search, on_change=on_search, placeholder=t("Search"), aria_label=t("Search")),
                debounce_timeout=200,
            ),
            rx.el.div(rx.foreach(offers, lambda option: _offer(option, toggle)), class_name="offers"),
            width="300px",
        ),
    )


def _status(page: Page, statuses: Statuses) -> rx.Component:
    items = (("all", "Every status"), *statuses)
    return rx.select.root(
        rx.select.trigger(aria_label=t("Status"), variant="surface"),
        rx.select.content(*[rx.select.item(t(label), value=value) for value, label in items], position="popper"),
        value=page.status,
        on_change=page.choose_status,
    )


def filter_bar(page: Page, statuses: Statuses = WORK_STATUSES) -> rx.Component:
    """Return the filters of a page."""
    return rx.el.div(
        _period(page),
        _days(page),
        _several(
            "Accounts",
            "All accounts",
            page.accounts,
            page.account_offers,
            page.account_search,
            page.search_accounts,
            page.toggle_account,
        ),
        rx.cond(
            Viewer.sees_all,
            _several(
                "Reps", "All reps", page.reps, page.rep_offers, page.rep_search, page.search_reps, page.toggle_rep
            ),
        ),
        _status(page, statuses),
        rx.cond(
            page.ticket.number > 0,
            rx.button(page.ticket.name, rx.icon("x", size=14), on_click=page.drop_ticket, variant="soft"),
        ),
        rx.cond(
            page.query != "",
            rx.button(t("Clear filters"), on_click=page.clear, variant="ghost", color_scheme="gray"),
        ),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )
