"""The dialog that tries the bill rules: an hour of work, and which rule sets its price."""

import reflex as rx

from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.rule_tester import PartLine, RuleTester

FIELDS = ("account", "rep", "service", "ticket", "moment")


def _error(name: str) -> rx.Var[str]:
    return error_of(RuleTester, name)


def _pick(name: str, label: str, placeholder: str, **more: object) -> rx.Component:
    control = picker(name, placeholder=t(placeholder), **({"url": f"/app/choices/{name}"} | more))
    return field(label, name, control, error=_error(name))


def _who() -> rx.Component:
    account = _pick(
        "account", "Account", "Type a part of the name", value=RuleTester.account.to_string(),
        text=RuleTester.account_name, on_pick=RuleTester.pick_account, focus=True,
    )  # fmt: skip
    ticket = _pick(
        "ticket", "Ticket", "None", url="/app/choices/ticket?within=" + RuleTester.account.to_string(),
        value=RuleTester.ticket.to_string(), text=RuleTester.ticket_name, on_pick=RuleTester.pick_ticket,
    )  # fmt: skip
    rep = _pick("rep", "Rep", "Type a part of the name", value="0", text="")
    service = _pick("service", "Service", "None", value="0", text="")
    return rx.fragment(
        rx.el.div(account, ticket, class_name="pair"),
        rx.el.div(rep, service, class_name="pair"),
    )


def _part(part: rx.Var[PartLine]) -> rx.Component:
    missed = rx.el.details(
        rx.el.summary(t("Tried before, without a match:"), " ", part.missed.length()),
        rx.el.ul(rx.foreach(part.missed, rx.el.li), class_name="reasons"),
        open=True,
    )
    return rx.el.li(
        rx.el.div(
            rx.el.strong(part.winner, class_name=rx.cond(part.has_price, "", "why-problem")),
            rx.el.span(part.price, class_name="num strong"),
            class_name="verdict-head",
        ),
        rx.el.div(part.tier, " · ", part.lasts, class_name="muted"),
        rx.cond(part.missed.length() > 0, missed),
        class_name="verdict",
    )


def _answer() -> rx.Component:
    included = rx.el.div(
        rx.icon("info", size=16),
        t("The contract's allowance is drawn first, as long as there is some. Then this is the price:"),
        class_name="good",
    )
    whole = rx.cond(RuleTester.amount != "", RuleTester.amount, t("No price"))
    return rx.el.div(
        rx.el.dl(
            rx.el.dt(t("Contract")), rx.el.dd(RuleTester.contract),
            rx.el.dt(t("Calendar")), rx.el.dd(RuleTester.calendar),
            rx.el.dt(t("The whole hour")), rx.el.dd(whole),
            class_name="why-facts",
        ),
        rx.cond(RuleTester.included, included),
        rx.el.ol(rx.foreach(RuleTester.parts, _part), class_name="verdicts"),
        role="status",
    )  # fmt: skip


def rule_tester_dialog() -> rx.Component:
    """Return the dialog."""
    moment = text_input("moment", RuleTester.moment, "datetime-local", required=True)
    form = rx.form(
        _who(),
        field("Begins at", "moment", moment, error=_error("moment")),
        rx.el.p(t("On the clock of the account:"), " ", RuleTester.zone, class_name="muted"),
        refusal(RuleTester, *FIELDS),
        rx.el.div(
            rx.dialog.close(rx.button(t("Close"), type="button", variant="soft", color_scheme="gray")),
            rx.button(t("Which rule wins?"), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=RuleTester.ask,
        class_name="stack",
    )
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Try the rules"),
            rx.dialog.description(
                t("An hour that nobody worked: the price that it would have, and why."), size="2", color_scheme="gray"
            ),
            form,
            rx.cond(RuleTester.is_answered, _answer()),
            max_width="640px",
        ),
        open=RuleTester.is_open,
        on_open_change=RuleTester.toggle,
    )
