"""The tester of bill rules: an hour of a rep for an account at a moment, and which rule sets its price."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import reflex as rx

from rxbilling.engine.terms import NO_FACTOR_BP
from rxbilling.locales import N_, tr
from rxbilling.services import choices, rule_tester
from rxbilling.services import tickets as ticket_service
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.rule_tester import Answer, Missed, Question, Verdict
from rxbilling.state import rule_words, wording
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Form, FormData, language_of, text_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.why_words import LEVELS, TIERS


@dataclass
class PartLine:
    """A part of the hour: its tier, the price that won, and the rules before it with why they do not match."""

    tier: str = ""
    lasts: str = ""
    winner: str = ""
    price: str = ""
    has_price: bool = True
    missed: list[str] = field(default_factory=list)


class RuleTester(Form, rx.State):
    """The dialog: the question, and the answer of the engine."""

    is_open: bool = False
    account: int = 0
    account_name: str = ""
    ticket: int = 0
    ticket_name: str = ""
    moment: str = ""
    zone: str = ""
    is_answered: bool = False
    contract: str = ""
    calendar: str = ""
    included: bool = False
    amount: str = ""
    parts: list[PartLine] = []

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def open_dialog(self) -> None:
        """Begin with an hour of now."""
        self._begin()
        self.zone = rule_tester.zone_of(acting(self), self.account)
        self.moment = datetime.now(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:00")
        self.is_answered, self.is_open = False, True

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = self.is_open and is_open

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def pick_account(self, number: str, name: str) -> None:  # noqa: ARG002 - what a picker tells
        """Take the account that was picked; a ticket of another account goes."""
        actor = acting(self)
        picked = choices.names(actor, "account", (chosen_number(number),))
        self.account, self.account_name = (picked[0].number, picked[0].name) if picked else (0, "")
        self.ticket, self.ticket_name = 0, ""
        self.zone = rule_tester.zone_of(actor, self.account)

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    def pick_ticket(self, number: str, name: str) -> None:  # noqa: ARG002 - as above
        """Take the ticket that was picked, and its account."""
        actor, ticket = acting(self), chosen_number(number)
        self.ticket, self.ticket_name = 0, ""
        if ticket > 0:
            found = ticket_service.look(actor, ticket)
            self.ticket, self.ticket_name = ticket, found.number
            self.account, self.account_name = found.account_id, found.account
            self.zone = rule_tester.zone_of(actor, self.account)

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def ask(self, form: dict[str, Any]) -> None:
        """Ask the engine."""
        actor = acting(self)
        self._begin()
        self.is_answered = False
        question = _question(form)
        try:
            answer = await rx.run_in_thread(lambda: rule_tester.ask(actor, question))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return
        self.moment = question.moment
        self._tell(actor, answer)

    def _tell(self, actor: Actor | None, answer: Answer) -> None:
        language = language_of(actor)
        self.contract = answer.contract or tr(language, N_("None"))
        self.calendar = f"{answer.calendar} ({answer.zone})"
        self.included = answer.is_included
        self.amount = wording.money(language, answer.amount, answer.currency) if answer.has_price else ""
        self.parts = [_part(language, part, answer.currency) for part in answer.parts]
        self.is_answered = True


def _question(form: FormData) -> Question:
    return Question(
        account_id=chosen_number(text_of(form, "account")),
        rep_id=chosen_number(text_of(form, "rep")),
        service_id=chosen_number(text_of(form, "service")) or None,
        ticket_id=chosen_number(text_of(form, "ticket")) or None,
        moment=text_of(form, "moment"),
    )


def _part(language: str, part: Verdict, currency: str) -> PartLine:
    return PartLine(
        tier=tr(language, TIERS[part.tier]),
        lasts=wording.exact(part.seconds),
        winner=_winner(language, part),
        price=_price(language, part, currency),
        has_price=part.level is not None,
        missed=[_missed(language, one) for one in part.missed],
    )


def _winner(language: str, part: Verdict) -> str:
    if part.level is None:
        return tr(language, N_("No rule matches: the entry cannot be billed until one does"))
    if not part.rule:
        return tr(language, N_("The support plan's price for it"))
    return tr(language, LEVELS[part.level], rule=part.rule)


def _price(language: str, part: Verdict, currency: str) -> str:
    if part.level is None:
        return wording.NOTHING
    per = N_("{rate} per request") if part.per == "request" else N_("{rate} an hour")
    told = tr(language, per, rate=wording.money(language, part.rate, currency))
    return told if part.factor_bp == NO_FACTOR_BP else f"{told} × {wording.factor(language, part.factor_bp)}"


def _missed(language: str, one: Missed) -> str:
    reasons = ", ".join(tr(language, rule_words.MISSES[reason]) for reason in one.reasons)
    return f"{tr(language, LEVELS[one.level], rule=one.name)} — {reasons}"
