"""One bill: as the customer gets it, what was paid of it, and what can be done with it."""

import reflex as rx

from rxbilling.components.bill_dialogs import credit_dialog, issue_dialog, pay_back_dialog, pay_dialog, void_dialog
from rxbilling.components.bill_parts import bill_badge, printed_lines, sums
from rxbilling.components.bill_send import mails_panel, send_button, send_dialog
from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.empty import empty_state
from rxbilling.components.history import history
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.bill_acts import BillActs
from rxbilling.state.bill_page import BillLink, BillPage, PaidLine
from rxbilling.state.bill_send import BillSend
from rxbilling.state.forms import Fact
from rxbilling.state.viewer import Viewer


def _file(ending: str, label: str) -> rx.Component:
    link = plain_link(
        rx.icon("download", size=15),
        label,
        href="/app/bill/" + BillPage.number.to_string() + "." + ending,
        download=True,
    )
    return rx.button(link, as_child=True, variant="soft")


def _do(doing: str, icon: str, label: str, **more: str) -> rx.Component:
    return rx.button(rx.icon(icon, size=15), t(label), on_click=BillActs.open_dialog(doing), **more)


def _of_draft() -> rx.Component:
    discard = ask(
        rx.button(rx.icon("trash-2", size=15), t("Throw away"), variant="soft", color_scheme="red", high_contrast=True),
        "Throw this draft away?",
        "What is on it can be billed again.",
        "Throw away",
        BillPage.discard,
    )
    again = rx.button(rx.icon("refresh-cw", size=15), t("Make again"), variant="soft", on_click=BillPage.remake)
    return rx.fragment(discard, again, _do("issue", "send", "Issue"))


def _actions() -> rx.Component:
    issued = rx.fragment(
        rx.cond(BillPage.may_void, _do("void", "circle-x", "Make void", variant="soft", color_scheme="red")),
        rx.cond(BillPage.may_send, send_button()),
        rx.cond(BillPage.may_credit, _do("credit", "undo-2", "Credit", variant="soft")),
        rx.cond(BillPage.may_pay, _do("pay", "banknote", "Payment")),
        rx.cond(BillPage.may_pay_back, _do("pay back", "banknote", "Pay back")),
        rx.cond(
            BillPage.may_again,
            rx.button(rx.icon("refresh-cw", size=15), t("Make a new draft"), on_click=BillPage.again),
        ),
    )
    changing = rx.cond(Viewer.may_change_bills, rx.cond(BillPage.is_draft, _of_draft(), issued))
    shown = rx.fragment(_file("pdf", "PDF"), _file("xlsx", "Excel"), changing)
    return rx.cond(BillPage.is_loaded & ~BillPage.is_missing, shown)


def _fact(fact: rx.Var[Fact]) -> rx.Component:
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value, class_name="lines"))


def _parties() -> rx.Component:
    def party(label: str, fact: rx.Var[Fact]) -> rx.Component:
        return rx.el.div(
            rx.el.div(t(label), class_name="muted"),
            rx.el.strong(fact.label),
            rx.el.div(fact.value, class_name="lines"),
        )

    return rx.el.div(party("Billed to", BillPage.party), party("From", BillPage.issuer), class_name="bill-parties")


def _paper() -> rx.Component:
    pages = rx.el.div(
        rx.cond(~BillPage.is_first, rx.button(t("Lines before"), variant="soft", on_click=BillPage.show_previous)),
        rx.cond(BillPage.has_more, rx.button(t("More lines"), variant="soft", on_click=BillPage.show_next)),
        class_name="row",
    )
    return rx.el.section(
        _parties(),
        rx.cond(BillPage.note != "", rx.el.p(BillPage.note)),
        printed_lines(BillPage.lines),
        pages,
        sums(BillPage.sums),
        rx.cond(BillPage.footer != "", rx.el.p(BillPage.footer, class_name="muted lines")),
        class_name="panel bill-paper",
        aria_label=t("The bill"),
    )


def _paid(line: rx.Var[PaidLine]) -> rx.Component:
    take_back = ask(
        rx.icon_button(
            rx.icon("trash-2", size=14),
            variant="ghost",
            color_scheme="gray",
            aria_label=t("Take back") + " " + line.amount,
        ),
        "Take this payment back?",
        "It was written down by mistake. The bill is as if it had not been there.",
        "Take back",
        BillPage.remove_payment(line.id),
    )
    return rx.el.li(
        rx.el.div(
            line.amount, rx.el.div(line.day, rx.cond(line.note != "", " · " + line.note, ""), class_name="muted")
        ),
        rx.cond(Viewer.may_change_bills, take_back),
    )


def _link(line: rx.Var[BillLink]) -> rx.Component:
    address = "/bill?number=" + line.id.to_string()
    return rx.el.li(
        rx.el.div(line.relation, " ", rx.el.a(line.number, href=address)), rx.el.span(line.total, class_name="num")
    )


def _side() -> rx.Component:
    paid = rx.el.ul(rx.foreach(BillPage.paid, _paid), class_name="plain-list")
    links = rx.el.ul(rx.foreach(BillPage.links, _link), class_name="plain-list")
    return rx.el.div(
        panel(
            "Details",
            rx.el.dl(rx.foreach(BillPage.facts, _fact), class_name="why-facts"),
            rx.el.p(t("Time entries on it:"), " ", BillPage.entries, class_name="muted"),
        ),
        rx.cond(BillPage.paid.length() > 0, panel("Payments", paid)),
        mails_panel(),
        rx.cond(BillPage.links.length() > 0, panel("Other bills", links)),
        rx.cond(
            Viewer.may_change_bills, panel("History", history(BillPage.history, "Nothing has been done with it yet."))
        ),
        class_name="column",
    )


def _title() -> rx.Component:
    contract = rx.el.a(BillPage.contract_name, href="/contract?number=" + BillPage.contract.to_string())
    return rx.el.div(
        bill_badge(BillPage.status, BillPage.status_word),
        rx.el.a(BillPage.party.label, href="/account?number=" + BillPage.account.to_string()),
        rx.cond(BillPage.contract > 0, contract),
        rx.spacer(),
        rx.el.strong(BillPage.total, class_name="bill-total"),
        class_name="rep-bar",
    )


def _stale() -> rx.Component:
    said = t("What is on this draft has changed since it was made. Make it again, then issue it.")
    return rx.cond(BillPage.is_stale, rx.el.div(said, class_name="warning", role="status"))


def _no_font() -> rx.Component:
    said = t("The PDF shows boxes for letters that no font of this server has. Have one installed that has them:")
    letters = rx.el.strong(BillPage.no_font, lang="und")
    return rx.cond(BillPage.no_font != "", rx.el.div(said, " ", letters, class_name="warning", role="status"))


def bill() -> rx.Component:
    """Return the page."""
    missing = empty_state(
        "file-x",
        "There is no such bill",
        "It may have been a draft that was thrown away. Look for it in the list.",
        rx.el.a(t("All bills"), href="/bills"),
    )
    whole = rx.fragment(_title(), _stale(), _no_font(), rx.el.div(_paper(), _side(), class_name="bill-layout"))
    shown = rx.cond(BillPage.is_missing, missing, whole)
    return page_frame(
        "/bills",
        rx.cond(BillPage.heading != "", BillPage.heading, t("Bill")),
        rx.cond(BillPage.is_loaded, shown, rx.skeleton(height="60vh", width="100%")),
        issue_dialog(),
        pay_dialog(),
        pay_back_dialog(),
        credit_dialog(),
        void_dialog(),
        send_dialog(),
        on_change("all", BillPage.refresh),
        on_change("all", BillSend.refresh, "mails"),
        actions=_actions(),
    )
