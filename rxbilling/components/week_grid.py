"""The table of a rep's week: a cell is an input; arrows, Tab and Enter move between them."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

from rxbilling.components.plain_link import plain_link
from rxbilling.components.words import t
from rxbilling.state.week import Box, Column, Line, WeekPage
from rxbilling.state.week_approval import WeekApproval

KEYS = """useEffect(() => {
  const onKey = (event) => {
    const cell = event.target.closest?.("[data-cell]");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = cell.dataset.cell.split(":").map(Number);
    const at = (r, c) => document.querySelector(`[data-cell="${r}:${c}"]`);
    const go = (next) => { if (next) { event.preventDefault(); next.focus(); next.select?.(); } };
    // A cell that only the day view changes is a link, without a text to move in; Enter follows it.
    if (event.key === "Enter" && cell.tagName === "A") return;
    const whole = cell.tagName === "A" || cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
    const begin = whole || cell.selectionEnd === 0, end = whole || cell.selectionStart === cell.value.length;
    if (event.key === "ArrowDown") go(at(row + 1, column));
    else if (event.key === "ArrowUp") go(at(row - 1, column));
    else if (event.key === "ArrowLeft" && begin) go(at(row, column - 1));
    else if (event.key === "ArrowRight" && end) go(at(row, column + 1));
    else if (event.key === "Enter") go(at(row + 1, column) || at(0, column + 1) || at(0, 0));
    else if (event.key === "Escape") {
      // What was typed here is put back; where nothing was, what was refused elsewhere.
      const isAsBefore = cell.value === cell.defaultValue || cell.matches(".week-wrong");
      if (cell.tagName !== "A") { cell.value = cell.defaultValue; cell.select(); }
      if (isAsBefore) document.querySelector("[data-forget]")?.click();
    }
    if (event.key === "Enter" && at(0, 0) === cell && !at(0, 1)) cell.blur();
  };
  const onFocus = (event) => { if (event.target.matches?.("input[data-cell]")) event.target.select(); };
  window.addEventListener("keydown", onKey);
  window.addEventListener("focusin", onFocus);
  return () => { window.removeEventListener("keydown", onKey); window.removeEventListener("focusin", onFocus); };
}, [])"""


PUT_BACK = """(() => {
  const cell = document.querySelector(".week-wrong");
  if (!cell) return;
  cell.value = cell.defaultValue;
  if (document.activeElement?.matches("[data-forget]")) cell.focus();
})()"""


class WeekKeys(rx.Fragment):
    """Moves between the cells; nothing that is typed reaches the server before a cell is left."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Listen as long as the page is open."""
        return [Var(KEYS)]


def can_fill() -> rx.Var[bool]:
    """Return whether the week can be filled in: it is not handed in, and of somebody whose work one may change."""
    is_handed_in = rx.Var.create(["submitted", "approved"]).contains(WeekApproval.status)
    return rx.cond(is_handed_in, False, WeekPage.may_change).to(bool)


def _head(column: rx.Var[Column]) -> rx.Component:
    return rx.el.th(
        rx.el.a(column.label, href="/day?day=" + column.day + "&rep=" + WeekPage.rep, class_name="week-day"),
        rx.cond(column.holiday != "", rx.el.span(column.holiday, class_name="week-holiday", title=column.holiday)),
        scope="col",
        class_name=rx.cond(
            column.is_today, "week-head week-today", rx.cond(column.is_off, "week-head week-off", "week-head")
        ),
    )


def _cell(box: rx.Var[Box]) -> rx.Component:
    wrong = can_fill() & (WeekPage.wrong_key == box.key)
    typed = rx.el.input(
        type="text",
        default_value=box.text,
        # Where a week is handed in, nothing that was refused stays in it.
        key=rx.cond(can_fill(), box.stamp, box.stamp + ".closed"),
        read_only=~can_fill(),
        aria_label=box.label,
        aria_invalid=wrong,
        auto_complete="off",
        class_name=rx.cond(wrong, "week-input week-wrong", "week-input"),
        custom_attrs={"data-cell": box.place},
        on_blur=lambda text: WeekPage.fill(box.key, text),
    )
    fixed = rx.el.a(
        box.text,
        href="/day?day=" + box.day + "&rep=" + WeekPage.rep,
        title=t("Several entries, or by the clock: change them in the day view."),
        aria_label=box.label + ", " + box.text,
        class_name="week-input week-fixed",
        custom_attrs={"data-cell": box.place},
    )
    return rx.el.td(rx.cond(box.fixed, fixed, typed), class_name=rx.cond(box.is_off, "week-off", ""))


def _row(line: rx.Var[Line]) -> rx.Component:
    return rx.el.tr(
        rx.el.th(
            rx.el.div(line.account, class_name="week-account"),
            rx.el.div(
                rx.cond(line.service != "", line.service, t("No service")),
                rx.cond(line.ticket != "", " · " + line.ticket, ""),
                rx.cond(line.billable, "", " · " + t("Not billable")),
                class_name="muted week-what",
            ),
            scope="row",
        ),
        rx.foreach(line.boxes, _cell),
        rx.el.td(line.total, class_name="num week-total"),
        # Rows that come in between leave the others where they are, with the cursor in them.
        key=line.key,
    )


def _foot(column: rx.Var[Column]) -> rx.Component:
    return rx.el.td(
        rx.el.div(column.worked, class_name="week-sum"),
        rx.cond(column.expected != "", rx.el.div(t("of"), " ", column.expected, class_name="muted")),
        rx.cond(
            column.lack != "",
            rx.el.div(rx.icon("triangle-alert", size=12), column.lack, " ", t("missing"), class_name="week-lack"),
        ),
        class_name=rx.cond(column.is_off, "num week-off", "num"),
    )


def forgotten() -> list[Any]:
    """Return the events that put back what was typed into a refused cell, and say no more of it."""
    return [rx.call_script(PUT_BACK), WeekPage.forget]


def _refused() -> rx.Component:
    said = rx.el.div(
        rx.el.strong(WeekPage.wrong_cell),
        " — ",
        WeekPage.wrong,
        " ",
        rx.cond(
            WeekPage.wrong_day != "",
            plain_link(t("Open the day"), href="/day?day=" + WeekPage.wrong_day + "&rep=" + WeekPage.rep),
        ),
        role="alert",
    )
    put_back = rx.button(
        t("Put it back"),
        type="button",
        size="1",
        variant="soft",
        color_scheme="gray",
        on_click=forgotten(),
        custom_attrs={"data-forget": ""},
    )
    return rx.el.div(said, put_back, class_name="refusal week-refused")


def week_grid() -> rx.Component:
    """Return the table, and why a cell was refused."""
    table = rx.el.table(
        rx.el.thead(
            rx.el.tr(
                rx.el.th(t("Account and service"), scope="col", class_name="week-first"),
                rx.foreach(WeekPage.columns, _head),
                rx.el.th(t("Total"), scope="col", class_name="num"),
            )
        ),
        rx.el.tbody(rx.foreach(WeekPage.lines, _row)),
        rx.el.tfoot(
            rx.el.tr(
                rx.el.th(t("Total"), scope="row"),
                rx.foreach(WeekPage.columns, _foot),
                rx.el.td(
                    rx.el.div(WeekPage.worked, class_name="week-sum"),
                    rx.el.div(t("of"), " ", WeekPage.expected, class_name="muted"),
                    class_name="num",
                ),
            )
        ),
        class_name="week",
        aria_label=t("Week"),
    )
    # Below the table, which would move under the fingers.
    return rx.fragment(
        WeekKeys.create(),
        rx.el.div(table, class_name="week-frame"),
        rx.cond(can_fill() & (WeekPage.wrong != ""), _refused()),
    )
