"""Bill rules: what work costs, in the order in which rules are tried."""

import reflex as rx

from rxbilling.components.confirm import question
from rxbilling.components.empty import empty_state
from rxbilling.components.live import on_change
from rxbilling.components.picker import picker
from rxbilling.components.reorder import reorder
from rxbilling.components.rule_form import rule_dialog
from rxbilling.components.rule_tester import rule_tester_dialog
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.rule_form import RuleForm
from rxbilling.state.rule_tester import RuleTester
from rxbilling.state.rule_words import LEVELS
from rxbilling.state.rules import OwnerLine, RuleLine, Rules
from rxbilling.state.viewer import Viewer

FIND = {"plan": "Which support plan", "account": "Which account", "contract": "Which contract"}


def _levels() -> rx.Component:
    tabs = [rx.tabs.trigger(t(label), value=level) for level, label in LEVELS.items()]
    # What a tab controls is there, though the rules stand below all of them.
    panels = [rx.tabs.content(value=level) for level in LEVELS]
    return rx.tabs.root(rx.tabs.list(*tabs), *panels, value=Rules.level, on_change=Rules.choose_level)


def _owner() -> rx.Component:
    pickers = [
        (
            level,
            picker(
                f"owner-{level}", url=f"/app/choices/{level}", value=Rules.of.to_string(), text=Rules.of_name,
                placeholder=t(label), on_pick=Rules.choose_owner,
            ),
        )
        for level, label in FIND.items()
    ]  # fmt: skip
    labels = [(level, t(label)) for level, label in FIND.items()]
    chosen = rx.el.div(
        rx.el.label(rx.match(Rules.level, *labels, ""), html_for="owner-" + Rules.level, class_name="visually-hidden"),
        rx.match(Rules.level, *pickers, rx.fragment()),
        class_name="owner-picker",
    )
    return rx.cond(Rules.level != "general", chosen)


def _move(line: rx.Var[RuleLine]) -> rx.Component:
    def button(icon: str, label: str, *, down: bool, disabled: rx.Var[bool]) -> rx.Component:
        return rx.icon_button(
            rx.icon(icon, size=14),
            variant="ghost",
            color_scheme="gray",
            aria_label=t(label) + " " + line.name,
            on_click=RuleForm.step(line.number, line.version, down),
            disabled=disabled,
        )

    return rx.el.div(
        rx.el.span(rx.icon("grip-vertical", size=14), class_name="grip", aria_hidden="true"),
        button("chevron-up", "Move up", down=False, disabled=line.place == 1),
        button("chevron-down", "Move down", down=True, disabled=line.place == Rules.lines.length()),
        class_name="row moves",
    )


def _actions(line: rx.Var[RuleLine]) -> rx.Component:
    on = rx.menu.item(
        rx.icon("toggle-right", size=14), t("Switch on"), on_select=RuleForm.switch(line.number, line.version, True)
    )
    off = rx.menu.item(
        rx.icon("toggle-left", size=14), t("Switch off"), on_select=RuleForm.switch(line.number, line.version, False)
    )
    delete = rx.menu.item(
        rx.icon("trash-2", size=14), t("Delete"), color="red", on_select=RuleForm.ask_delete(line.number, line.version)
    )
    return rx.menu.root(
        rx.menu.trigger(
            rx.icon_button(
                rx.icon("ellipsis", size=16),
                variant="ghost",
                color_scheme="gray",
                aria_label=t("What to do with") + " " + line.name,
            )
        ),
        rx.menu.content(
            rx.menu.item(rx.icon("pencil", size=14), t("Change"), on_select=RuleForm.open_rule(line.number, False)),
            rx.menu.item(rx.icon("copy", size=14), t("Copy"), on_select=RuleForm.open_rule(line.number, True)),
            rx.cond(line.active, off, on),
            rx.menu.separator(),
            delete,
            align="end",
        ),
    )


def _asked(line: rx.Var[RuleLine]) -> rx.Component:
    return rx.fragment(
        rx.cond(line.match != "", rx.el.div(line.match, class_name="muted")),
        rx.foreach(line.conditions, rx.el.div),
    )


def _details(line: rx.Var[RuleLine]) -> rx.Component:
    return rx.fragment(
        rx.cond(line.days != "", rx.el.div(line.days)),
        rx.cond(line.rounding != "", rx.el.div(line.rounding, class_name="muted")),
        rx.cond((line.days == "") & (line.rounding == ""), rx.el.span("—", class_name="muted")),
    )


def _row(line: rx.Var[RuleLine]) -> rx.Component:
    name = rx.cond(
        Viewer.may_change_terms,
        rx.el.button(line.name, on_click=RuleForm.open_rule(line.number, False), class_name="plain-button"),
        rx.el.span(line.name, class_name="strong"),
    )
    status = rx.cond(
        line.active,
        rx.el.span(t("On"), class_name="status status-billed"),
        rx.el.span(t("Off"), class_name="status status-not_billable"),
    )
    return rx.table.row(
        rx.cond(Viewer.may_change_terms, rx.table.cell(_move(line), class_name="at-move")),
        rx.table.cell(line.place, class_name="num at-place"),
        rx.table.row_header_cell(name, class_name="name-cell at-what"),
        rx.table.cell(_asked(line), class_name="at-whom"),
        rx.table.cell(
            rx.el.div(line.price, class_name="strong"),
            rx.el.div(
                rx.foreach(line.tiers, lambda text: rx.el.span(text, class_name="tier-price")), class_name="muted"
            ),
            class_name="at-amount",
        ),
        rx.table.cell(_details(line), class_name="at-day"),
        rx.table.cell(status, class_name="at-status"),
        rx.cond(Viewer.may_change_terms, rx.table.cell(_actions(line), class_name="num at-decide")),
        align="center",
        draggable=Viewer.may_change_terms,
        custom_attrs={"data-drag": line.number.to_string()},
        class_name=rx.cond(line.active, "", "rule-off"),
    )


def _list() -> rx.Component:
    heads = (("", "num"), ("Rule", ""), ("For which work", ""), ("Price", ""), ("Days, rounding", ""), ("Status", ""))
    head = rx.table.row(
        rx.cond(
            Viewer.may_change_terms,
            rx.table.column_header_cell(rx.el.span(t("Order"), class_name="visually-hidden")),
        ),
        *[rx.table.column_header_cell(t(label) if label else "#", class_name=kind) for label, kind in heads],
        rx.cond(
            Viewer.may_change_terms,
            rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
        ),
    )
    table = rx.table.root(
        rx.table.header(head),
        rx.table.body(rx.foreach(Rules.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
        class_name="stacked rules",
    )
    return rx.el.div(table, class_name="scroll-x")


def _owner_row(owner: rx.Var[OwnerLine]) -> rx.Component:
    opening = rx.el.button(
        owner.name, on_click=Rules.choose_owner(owner.number.to_string(), owner.name), class_name="plain-button"
    )
    return rx.table.row(
        rx.table.row_header_cell(opening),
        rx.table.cell(owner.rules, class_name="num"),
        align="center",
    )


def _owners() -> rx.Component:
    table = rx.table.root(
        rx.table.header(
            rx.table.row(
                rx.table.column_header_cell(t("Whose rules")),
                rx.table.column_header_cell(t("Rules"), class_name="num"),
            )
        ),
        rx.table.body(rx.foreach(Rules.owners, _owner_row)),
        size="2",
        width="100%",
        variant="surface",
    )
    none = empty_state("list-ordered", "None has rules of its own", "Find one above to give it rules of its own.")
    return rx.cond(Rules.owners.length() > 0, table, none)


def _new() -> rx.Component:
    return rx.button(rx.icon("plus", size=16), t("New rule"), on_click=RuleForm.open_new)


def _shown() -> rx.Component:
    none = empty_state(
        "list-ordered",
        "There are no rules here",
        "Work without a rule that matches has no price, and cannot be billed.",
    )
    rules = rx.cond(Rules.lines.length() > 0, _list(), none)
    return rx.cond((Rules.level != "general") & (Rules.of == 0), _owners(), rules)


def rules() -> rx.Component:
    """Return the page."""
    has_place = (Rules.level == "general") | (Rules.of > 0)
    tester = rx.button(
        rx.icon("flask-conical", size=16), t("Try the rules"), variant="soft", on_click=RuleTester.open_dialog
    )
    order = "The contract's rules are tried first, then the support plan's, the account's and the general ones."
    return page_frame(
        "/rules",
        "Bill rules",
        _levels(),
        rx.el.p(t(order), " ", t("The first rule that matches sets the price."), class_name="muted"),
        _owner(),
        rx.cond(Rules.is_loaded, _shown(), rx.skeleton(height="40vh", width="100%")),
        rule_dialog(),
        question(
            RuleForm.asked > 0,
            RuleForm.stop_asking,
            "Delete this rule?",
            "Only a rule that has set no price can be deleted. Others can be switched off.",
            "Delete",
            RuleForm.delete,
        ),
        rule_tester_dialog(),
        reorder(RuleForm.drop),
        on_change("all", Rules.refresh),
        actions=rx.el.div(tester, rx.cond(Viewer.may_change_terms & has_place, _new()), class_name="row"),
    )
