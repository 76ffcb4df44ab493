"""The filters of pages about work: period, days, text, and several values of accounts, reps, status and others."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.filtering import Filtering
from rxbilling.state.picking import Option
from rxbilling.state.viewer import Viewer

Page = type[Filtering]
# A part that was asked for is there after a moment, and opened once the menu has given the focus back.
OPEN = """(function open(tries) {
  const button = document.getElementById("%s"), at = document.activeElement;
  const isBack = !document.querySelector("[role=menu]") && at?.getAttribute("aria-haspopup") === "menu";
  if (button && isBack) setTimeout(() => button.click(), 50);
  else if (tries) setTimeout(open, 30, tries - 1);
})(100)"""
# Parts that have a picker only where it was asked for; of the last ones there are few values.
ON_DEMAND = {
    "service": "Services",
    "contract": "Contracts",
    "ticket": "Tickets",
    "tier": "Tiers",
    "problem": "Problems",
}
FEW = frozenset({"tier", "problem"})


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


def _offer(page: Page, source: str, option: rx.Var[Option]) -> rx.Component:
    return rx.el.label(
        rx.checkbox(
            checked=option.chosen, on_change=lambda _: page.pick(source, option.number), aria_label=option.name
        ),
        rx.el.span(option.name, rx.cond(option.hint != "", rx.el.small(option.hint)), class_name="offer-name"),
        class_name="offer",
    )


def _picker(page: Page, source: str, label: str, *, searchable: bool = True) -> rx.Component:
    """Return the button and the list of one part of the filter."""
    picker = page.pickers[source]
    is_set = picker.chosen.length() > 0
    search = rx.debounce_input(
        rx.input(
            value=picker.search,
            on_change=lambda part: page.search(source, part),
            placeholder=t("Search"),
            aria_label=t("Search"),
            auto_focus=True,
        ),
        debounce_timeout=200,
    )
    return rx.popover.root(
        rx.popover.trigger(
            rx.button(
                rx.el.span(picker.summary, class_name="clip"),
                rx.icon("chevron-down", size=14),
                variant=rx.cond(is_set, "soft", "surface"),
                color_scheme=rx.cond(is_set, "indigo", "gray"),
                aria_label=t(label),
                id=f"filter-{source}",
            )
        ),
        rx.popover.content(
            *([search] if searchable else []),
            rx.el.div(rx.foreach(picker.offers, lambda option: _offer(page, source, option)), class_name="offers"),
            rx.cond(
                is_set,
                rx.button(t("Take out of the filter"), on_click=page.drop(source), variant="ghost", size="1"),
            ),
            width="300px",
            aria_label=t(label),
        ),
    )


def _more(page: Page) -> rx.Component:
    """Return the menu of those parts that are not always there."""
    items = {
        source: rx.menu.item(t(label), on_select=[page.search(source, ""), rx.call_script(OPEN % f"filter-{source}")])
        for source, label in ON_DEMAND.items()
    }
    items["contract"] = rx.cond(Viewer.sees_all, items["contract"])
    button = rx.button(rx.icon("list-filter", size=14), t("Filter"), variant="surface", color_scheme="gray")
    return rx.menu.root(rx.menu.trigger(button), rx.menu.content(*items.values()))


def _text(page: Page) -> rx.Component:
    return rx.debounce_input(
        rx.input(
            value=page.text,
            on_change=page.choose_text,
            placeholder=t("Text in the note"),
            aria_label=t("Text in the note"),
            type="search",
            class_name="text-filter",
        ),
        debounce_timeout=300,
    )


def filter_bar(page: Page, *, of_work: bool = True) -> rx.Component:
    """Return the filters of a page; those that only work has are left out where the page is about something else."""
    on_demand = ON_DEMAND if of_work else {"ticket": ON_DEMAND["ticket"]}
    return rx.el.div(
        _period(page),
        _days(page),
        _picker(page, "account", "Accounts"),
        rx.cond(Viewer.sees_all, _picker(page, "rep", "Reps")),
        _picker(page, "status", "Status", searchable=False),
        *[
            rx.cond(page.pickers[source].shown, _picker(page, source, label, searchable=source not in FEW))
            for source, label in on_demand.items()
        ],
        *([_more(page), _text(page)] if of_work else []),
        rx.cond(
            page.query != "",
            rx.button(t("Clear filters"), on_click=page.clear, variant="ghost", color_scheme="gray"),
        ),
        class_name="filters",
        role="group",
        aria_label=t("Filters"),
    )
