"""The panel of the profile with personal tokens for other programs."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import copy, error_of, field, refusal
from rxbilling.components.plain_link import plain_link
from rxbilling.components.words import t
from rxbilling.state.own_tokens import OwnTokens, TokenLine

SCOPES = (
    ("read", "Read time entries, accounts, tickets, contracts and bills"),
    ("write", "Add, change and delete time entries"),
    ("bill", "Make, issue and void bills"),
    ("export", "Export files"),
)


def _token(line: rx.Var[TokenLine]) -> rx.Component:
    revoke = rx.button(
        t("Revoke"), variant="soft", color_scheme="gray", size="1", aria_label=t("Revoke") + " " + line.name
    )
    used = rx.cond(
        line.used != "", rx.fragment(" · ", t("last used"), " ", line.used), rx.fragment(" · ", t("never used"))
    )
    return rx.el.li(
        rx.el.div(
            rx.el.div(line.name, " ", rx.el.code(line.hint)),
            rx.el.div(line.scopes, " · ", t("until"), " ", line.expires, used, class_name="muted"),
        ),
        ask(
            revoke,
            "Revoke this token?",
            "The program that uses it gets no answer any more.",
            "Revoke",
            OwnTokens.revoke(line.number),
        ),
    )


def _scope(code: str, label: str) -> rx.Component:
    box = rx.el.input(type="checkbox", name=f"scope-{code}", default_checked=code == "read")
    return rx.el.label(box, rx.el.span(t(label)), class_name="offer")


def _form() -> rx.Component:
    name = rx.el.input(id="token-name", name="name", auto_complete="off", auto_focus=True, class_name="plain-input")
    days = rx.el.input(
        id="token-days", name="days", type="number", default_value="90", min=1, max=366, class_name="plain-input"
    )
    current = rx.el.input(
        id="token-current",
        name="current",
        type="password",
        auto_complete="current-password",
        class_name="plain-input",
    )
    return rx.form(
        field("What it is for", "token-name", name, error=error_of(OwnTokens, "name")),
        rx.el.fieldset(
            rx.el.legend(t("It may")),
            *[_scope(code, label) for code, label in SCOPES],
            rx.cond(
                error_of(OwnTokens, "scopes") != "",
                rx.el.div(error_of(OwnTokens, "scopes"), class_name="field-error", role="alert"),
            ),
            class_name="plain-fieldset",
        ),
        field("Days until it expires", "token-days", days, error=error_of(OwnTokens, "days")),
        field("Current password", "token-current", current, error=error_of(OwnTokens, "current")),
        refusal(OwnTokens, "name", "scopes", "days", "current"),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Make the token"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=OwnTokens.create,
        class_name="stack",
    )


def _made() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.input(value=OwnTokens.made, read_only=True, aria_label=t("Token"), class_name="plain-input"),
            rx.button(rx.icon("copy", size=15), t("Copy"), on_click=copy(OwnTokens.made), type="button"),
            class_name="copy-row",
        ),
        rx.el.p(t("It is not shown again. Whoever has it can act as you, within its limits."), class_name="muted"),
        class_name="stack",
    )


def _dialog() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("API token"),
            rx.dialog.description(
                t("For a program that asks rxbilling in your name. It can never do more than you can."),
                size="2",
                color_scheme="gray",
            ),
            rx.cond(OwnTokens.made != "", _made(), _form()),
            max_width="520px",
        ),
        open=OwnTokens.is_open,
        on_open_change=OwnTokens.toggle,
    )


def own_tokens() -> rx.Component:
    """Return the panel of tokens."""
    return panel(
        "API tokens",
        rx.cond(
            OwnTokens.lines.length() > 0,
            rx.el.ul(rx.foreach(OwnTokens.lines, _token), class_name="plain-list"),
            rx.el.p(t("None yet. A token lets another program read or log time in your name."), class_name="muted"),
        ),
        rx.el.div(
            rx.button(t("New token"), variant="soft", on_click=OwnTokens.toggle(True)),
            plain_link(t("API documentation"), href="/api"),
            class_name="row",
        ),
        _dialog(),
    )
