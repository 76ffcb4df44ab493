"""The panel of a contract that says who is told of it, and when; and the dialog that changes it."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import conflict, error_of, field, refusal
from rxbilling.components.words import t
from rxbilling.state.contract_told import ContractTold, PersonLine
from rxbilling.state.forms import Fact
from rxbilling.state.viewer import Viewer


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))


def _person(line: rx.Var[PersonLine]) -> rx.Component:
    box = rx.el.input(type="checkbox", name="person-" + line.number.to_string(), default_checked=line.chosen)
    return rx.el.label(box, rx.el.span(line.name), rx.el.span(line.email, class_name="muted clip"), class_name="offer")


def _input(name: str, value: rx.Var[str], home: rx.Var[str]) -> rx.Component:
    return rx.el.input(
        id=f"told-{name}",
        name=name,
        default_value=value,
        placeholder=home,
        auto_complete="off",
        class_name="plain-input",
    )


def _never(name: str, value: rx.Var[bool]) -> rx.Component:
    box = rx.el.input(type="checkbox", name=f"never-{name}", default_checked=value)
    return rx.el.label(box, rx.el.span(t("Never")), class_name="offer")


def _form() -> rx.Component:
    people = rx.el.fieldset(
        rx.el.legend(t("People")),
        rx.el.div(rx.foreach(ContractTold.people, _person), class_name="told-people"),
        rx.el.p(t("With nobody chosen, all managers are told, and finance of bills."), class_name="muted"),
        class_name="plain-fieldset",
    )
    emails = rx.el.textarea(
        id="told-emails", name="emails", rows=2, default_value=ContractTold.emails, class_name="plain-input"
    )
    return rx.form(
        people,
        field(
            "Other addresses",
            "told-emails",
            emails,
            hint="By e-mail only, without links, in the account's language.",
            error=error_of(ContractTold, "emails"),
        ),
        rx.el.div(
            field(
                "Days before it ends",
                "told-days",
                _input("days", ContractTold.days, ContractTold.home_days),
                error=error_of(ContractTold, "days"),
            ),
            field(
                "% of the cycle used",
                "told-percents",
                _input("percents", ContractTold.percents, ContractTold.home_percents),
                error=error_of(ContractTold, "percents"),
            ),
            class_name="pair",
        ),
        rx.el.div(
            _never("days", ContractTold.never_days), _never("percents", ContractTold.never_percents), class_name="pair"
        ),
        rx.el.p(t("Left empty, they are those of the organisation."), class_name="muted"),
        refusal(ContractTold, "emails", "days", "percents"),
        conflict(ContractTold),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Save"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=ContractTold.save,
        class_name="stack",
    )


def _dialog() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Who is told, and when"),
            rx.dialog.description(
                t("Of its end, of how much is used, when new tickets are blocked, and of bills that are due."),
                size="2",
                color_scheme="gray",
            ),
            _form(),
            max_width="560px",
        ),
        open=ContractTold.is_open,
        on_open_change=ContractTold.toggle,
    )


def contract_told() -> rx.Component:
    """Return the panel."""
    change = rx.button(t("Change who is told"), variant="soft", size="1", on_click=ContractTold.open_dialog)
    return panel(
        "Who is told, and when",
        rx.el.dl(rx.foreach(ContractTold.facts, _fact), class_name="why-facts"),
        rx.cond(Viewer.may_change_contracts, rx.el.div(change, class_name="row")),
        _dialog(),
    )
