"""The page of one bill: as it is printed, what was paid of it, what it has to do with others, its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.exchange.bill_paper import BillPaper
from rxbilling.exchange.bill_pdf import letters_without_font
from rxbilling.locales import N_, tr
from rxbilling.services import bill_details, bill_drafts, bill_voids, payments, profile
from rxbilling.services.access import Actor, NotThere, Refused, Right
from rxbilling.services.bill_details import BillDetail, Paid
from rxbilling.state import wording
from rxbilling.state.audit import EventLine
from rxbilling.state.audit import line_of as event_line
from rxbilling.state.audit_words import LANGUAGES
from rxbilling.state.bill_lines import PrintedLine, printed, sums_of
from rxbilling.state.bill_words import RELATIONS, STATUSES
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Fact, language_of, told
from rxbilling.state.guard import acting, policy

A_PAGE = 100
HEADINGS = {"bill": N_("Bill {number}"), "credit": N_("Credit note {number}")}


@dataclass
class PaidLine:
    """A payment."""

    id: int = 0
    day: str = ""
    amount: str = ""
    note: str = ""


@dataclass
class BillLink:
    """Another bill that has to do with this one."""

    relation: str = ""
    id: int = 0
    number: str = ""
    total: str = ""


class BillPage(rx.State):
    """One bill as text."""

    number: int = 0
    name: str = ""
    heading: str = ""
    kind: str = ""
    status: str = ""
    status_word: str = ""
    is_draft: bool = False
    is_stale: bool = False
    no_font: str = ""
    may_pay: bool = False
    may_pay_back: bool = False
    may_credit: bool = False
    may_void: bool = False
    may_again: bool = False
    may_send: bool = False
    issuer: Fact = Fact()
    party: Fact = Fact()
    account: int = 0
    contract: int = 0
    contract_name: str = ""
    facts: list[Fact] = []
    lines: list[PrintedLine] = []
    sums: list[Fact] = []
    total: str = ""
    note: str = ""
    footer: str = ""
    void_reason: str = ""
    paid: list[PaidLine] = []
    links: list[BillLink] = []
    history: list[EventLine] = []
    entries: str = ""
    is_first: bool = True
    has_more: bool = False
    is_missing: bool = False
    is_loaded: bool = False
    _first: int = 0

    @rx.event
    @policy(Right.SEE_BILLS)
    async def open_page(self) -> None:
        """Take the bill from the address, and load."""
        self.is_loaded = self.is_missing = False
        self._first, self.heading = 0, ""
        self.number = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS)
    async def show_next(self) -> None:
        """Show the lines after these."""
        self._first += A_PAGE
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS)
    async def show_previous(self) -> None:
        """Show the lines before these."""
        self._first = max(self._first - A_PAGE, 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def discard(self) -> Any:  # noqa: ANN401 - events
        """Throw the draft away."""
        actor, number = acting(self), self.number
        try:
            await rx.run_in_thread(lambda: bill_drafts.discard(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        return [rx.toast.success(tr(language_of(actor), N_("The draft is thrown away."))), rx.redirect("/bills")]

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def remake(self) -> Any:  # noqa: ANN401 - events
        """Make the draft again, of what is owed now."""
        actor, number = acting(self), self.number
        try:
            made = await rx.run_in_thread(lambda: bill_drafts.remake(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        said = rx.toast.success(tr(language_of(actor), N_("The draft is made again.")))
        return [said, rx.redirect(f"/bill?number={made[0]}" if made else "/bills?status=draft")]

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def again(self) -> Any:  # noqa: ANN401 - events
        """Make a draft in the place of the void bill."""
        actor, number = acting(self), self.number
        try:
            made = await rx.run_in_thread(lambda: bill_voids.again(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        return rx.redirect(f"/bill?number={made[0]}")

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def remove_payment(self, payment: int) -> Any:  # noqa: ANN401 - events
        """Take a payment back that was written down by mistake."""
        actor = acting(self)
        return await self._do(actor, lambda: payments.remove(actor, payment), N_("The payment is taken back."))

    async def _do(self, actor: Actor | None, work: Any, done: str) -> Any:  # noqa: ANN401 - what is done, and events
        try:
            await rx.run_in_thread(work)
        except Refused as refusal:
            return told(actor, refusal)
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), done))

    async def _load(self, actor: Actor | None) -> None:
        number = self.number
        try:
            found = await rx.run_in_thread(lambda: bill_details.look(actor, number))
        except NotThere:
            self.is_missing = self.is_loaded = True
            return
        self._fill(actor, found)
        self.no_font = " ".join(await rx.run_in_thread(lambda: letters_without_font(found.paper)))
        self.is_missing, self.is_loaded = False, True

    def _fill(self, actor: Actor | None, found: BillDetail) -> None:
        language, zone, paper = language_of(actor), profile.zone_of(actor), found.paper
        self.name, self.kind = paper.number or tr(language, STATUSES["draft"]), paper.kind
        self.heading = _heading(language, paper)
        self.status, self.status_word = found.status, tr(language, STATUSES[found.status])
        self.is_draft, self.is_stale = paper.state == "draft", found.is_stale
        self.account, self.contract, self.contract_name = found.account_id, found.contract_id or 0, paper.contract
        self.issuer = Fact(paper.organisation.name, _address(paper.organisation.address, paper.organisation.tax_number))
        self.party = Fact(paper.account.name, _address(paper.account.address, paper.account.tax_number))
        self.facts, self.note, self.footer = facts_of(language, found), paper.note, paper.footer
        lines = printed(language, paper)
        self.lines = lines[self._first : self._first + A_PAGE]
        self.is_first, self.has_more = self._first == 0, self._first + A_PAGE < len(lines)
        self.sums, self.void_reason = sums_of(language, paper), found.void_reason
        self.total = wording.money(language, paper.total, paper.currency)
        self.paid = [_paid_line(language, one, paper.currency) for one in found.payments]
        self.links = [
            BillLink(
                tr(language, RELATIONS[one.relation]),
                one.id,
                one.number or tr(language, STATUSES["draft"]),
                tr(language, N_("total {amount}"), amount=wording.money(language, one.total, paper.currency)),
            )
            for one in found.links
        ]
        self.history = [event_line(event, language, zone) for event in found.history]
        self.entries = wording.number(language, len(found.entries))
        self._allow(found)

    def _allow(self, found: BillDetail) -> None:
        """Say what can be done now; services say it again."""
        paper = found.paper
        self.may_pay_back = paper.state == "issued" and paper.back > 0
        self.may_pay = paper.state == "issued" and paper.kind == "bill" and found.open > 0
        self.may_credit = paper.state == "issued" and bool(found.creditable)
        self.may_send = paper.state == "issued"
        self.may_void = paper.state == "issued" and not found.payments
        self.may_again = found.may_again


def _paid_line(language: str, one: Paid, currency: str) -> PaidLine:
    back = tr(language, N_("Paid back")) if one.amount < 0 else ""
    said = " · ".join(filter(None, (back, one.note)))
    return PaidLine(one.id, wording.day(language, one.day), wording.money(language, one.amount, currency), said)


def _heading(language: str, paper: BillPaper) -> str:
    if paper.state == "draft":
        return tr(language, N_("Draft of a bill"))
    return tr(language, HEADINGS[paper.kind], number=paper.number)


def facts_of(language: str, found: BillDetail) -> list[Fact]:
    """Return what is known of a bill beside its lines; what there is not is left out."""
    paper = found.paper
    issued = paper.state != "draft"

    def day(value: date | None) -> str:
        return wording.day(language, value) if value and issued else ""

    rows = [
        (N_("Period"), wording.days(language, paper.first_day, paper.last_day)),
        (N_("Date"), day(paper.bill_day)),
        (N_("Due"), day(paper.due_day)),
        (N_("Purchase order"), paper.purchase_order),
        (N_("E-mail"), paper.account.email),
        (N_("Currency"), paper.currency),
        (N_("Language"), LANGUAGES[paper.language]),
        (N_("Why it is void"), found.void_reason),
    ]
    return [Fact(tr(language, label), value) for label, value in rows if value]


def _address(address: str, tax_number: str) -> str:
    return "\n".join(part for part in (address, tax_number) if part)
