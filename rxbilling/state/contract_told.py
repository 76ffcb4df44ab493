"""The page of a contract: who is told of it, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import contract_people
from rxbilling.services.access import Actor, Changed, NotThere, Refused, Right
from rxbilling.services.contract_people import ContractPeople, ToldDraft
from rxbilling.services.told_drafts import listed
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Fact, Form, focus_on, language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.told_fields import days_typed, percents_typed, words_typed

AS_HOME = N_("{values} (as the organisation)")
NOTHING = N_("Never")


@dataclass
class PersonLine:
    """Somebody who can be told, and whether they are."""

    number: int = 0
    name: str = ""
    email: str = ""
    chosen: bool = False


class ContractTold(Form, rx.State):
    """Who is told of the contract of the page, as text, and the fields of the dialog that changes it."""

    facts: list[Fact] = []
    people: list[PersonLine] = []
    emails: str = ""
    days: str = ""
    percents: str = ""
    never_days: bool = False
    never_percents: bool = False
    home_days: str = ""
    home_percents: str = ""
    is_open: bool = False
    _number: int = 0
    _version: int = 0

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def open_page(self) -> None:
        """Take the contract from the address, and load."""
        self.is_open, self.facts = False, []
        self._number = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def open_dialog(self) -> Any:  # noqa: ANN401 - an event, or none
        """Begin with what is agreed."""
        actor, number = acting(self), self._number
        self._begin()
        try:
            found = await rx.run_in_thread(lambda: contract_people.look(actor, number))
        except Refused as refusal:
            return told(actor, refusal)
        self._take(found)
        self.is_open = True
        return None

    @rx.event
    @policy("user")
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog."""
        self.is_open = is_open

    @rx.event
    @policy(Right.CHANGE_CONTRACTS)
    async def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Keep who is told, and when, if nobody else has changed the contract meanwhile."""
        actor, number, version = acting(self), self._number, self._version
        self._begin()
        try:
            draft = self._read(form)
            await rx.run_in_thread(lambda: contract_people.change(actor, number, version, draft))
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                self._show_theirs(actor)
            return focus_on(f"told-{self.wrong_field}" if self.wrong_field else "")
        self.is_open = False
        await self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("Who is told is saved.")))

    def _read(self, form: dict[str, Any]) -> ToldDraft:
        def typed(name: str) -> str:
            return str(form.get(name, ""))

        days = () if form.get("never-days") else days_typed(typed("days")) or None
        percents = () if form.get("never-percents") else percents_typed(typed("percents")) or None
        return ToldDraft(
            people=tuple(person.number for person in self.people if form.get(f"person-{person.number}")),
            emails=words_typed(typed("emails")),
            days=days,
            percents=percents,
        )

    def _show_theirs(self, actor: Actor | None) -> None:
        found = contract_people.look(actor, self._number)
        self._version, self.theirs = found.version, facts_of(language_of(actor), found)

    async def _load(self, actor: Actor | None) -> None:
        number = self._number
        look: Callable[[], ContractPeople] = lambda: contract_people.look(actor, number)  # noqa: E731 - for a thread
        try:
            self.facts = facts_of(language_of(actor), await rx.run_in_thread(look))
        except NotThere:
            self.facts = []

    def _take(self, found: ContractPeople) -> None:
        draft = found.draft
        self.people = [
            PersonLine(one.number, one.name, one.hint, chosen=one.number in draft.people) for one in found.offered
        ]
        self.emails = "\n".join(draft.emails)
        self.days, self.percents = listed(draft.days or ()), listed(draft.percents or ())
        self.home_days, self.home_percents = listed(found.days), listed(found.percents)
        self.never_days, self.never_percents = draft.days == (), draft.percents == ()
        self._version = found.version


def facts_of(language: str, found: ContractPeople) -> list[Fact]:
    """Return who is told, and when, as text."""
    draft = found.draft
    people = ", ".join(one.name for one in found.people) or tr(language, N_("All managers; finance for bills"))
    facts = [Fact(tr(language, N_("People")), people)]
    if draft.emails:
        facts.append(Fact(tr(language, N_("Other addresses")), ", ".join(draft.emails)))
    days, percents = _said(language, draft.days, found.days), _said(language, draft.percents, found.percents)
    facts.append(Fact(tr(language, N_("Days before it ends")), days))
    return [*facts, Fact(tr(language, N_("% of the cycle used")), percents)]


def _said(language: str, own: tuple[int, ...] | None, home: tuple[int, ...]) -> str:
    if own is not None:
        return listed(own) or tr(language, NOTHING)
    return tr(language, AS_HOME, values=listed(home) or tr(language, NOTHING))
