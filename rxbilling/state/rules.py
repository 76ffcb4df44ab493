"""The page of bill rules: those of a level in the order in which they are tried."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import rules
from rxbilling.services.access import Actor, Right
from rxbilling.services.rules import ListedRule
from rxbilling.state import rule_words, wording
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import language_of
from rxbilling.state.guard import acting, policy


@dataclass
class RuleLine:
    """A rule in words; ``version`` is what was seen of it."""

    number: int = 0
    version: int = 0
    place: int = 0
    name: str = ""
    match: str = ""
    conditions: list[str] = field(default_factory=list)
    price: str = ""
    tiers: list[str] = field(default_factory=list)
    days: str = ""
    rounding: str = ""
    active: bool = True


@dataclass
class OwnerLine:
    """A contract, plan or account that has rules."""

    number: int = 0
    name: str = ""
    rules: str = ""


class Rules(rx.State):
    """The level that is looked at, whose rules, and the rules."""

    level: str = "general"
    of: int = 0
    of_name: str = ""
    owners: list[OwnerLine] = []
    lines: list[RuleLine] = []
    is_loaded: bool = False

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def open_page(self) -> None:
        """Load what the address says."""
        query = self.router.url.query_parameters
        await self._show(str(query.get("level", "general")), chosen_number(str(query.get("of", ""))))

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._show(self.level, self.of)

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def choose_level(self, level: str) -> Any:  # noqa: ANN401 - an event
        """Look at another level."""
        await self._show(level, 0)
        return self._address()

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def choose_owner(self, number: str, name: str) -> Any:  # noqa: ANN401, ARG002 - an event; what a picker tells
        """Look at the rules of a contract, a plan or an account."""
        await self._show(self.level, chosen_number(number))
        return self._address()

    def _address(self) -> Any:  # noqa: ANN401 - an event
        query = urlencode({"level": self.level} | ({"of": self.of} if self.of else {}))
        return rx.call_script(f"history.replaceState(history.state, '', {'?' + query!r})")

    async def _show(self, level: str, of: int) -> None:
        actor = acting(self)
        if actor is None:
            return
        self.level = level if level in rule_words.LEVELS else "general"
        owner = rules.owner(actor, self.level, of) if self.level != "general" else None
        self.of, self.of_name = (owner.number, owner.name) if owner else (0, "")
        await self._load(actor)

    async def _load(self, actor: Actor) -> None:
        level, of, language = self.level, self.of, actor.language
        found = await rx.run_in_thread(lambda: rules.of_level(actor, level, of))
        self.lines = [line_of(language, rule, place) for place, rule in enumerate(found, start=1)]
        owners = [] if level == "general" or of else await rx.run_in_thread(lambda: rules.owners(actor, level))
        self.owners = [OwnerLine(owner.number, owner.name, wording.number(language, owner.rules)) for owner in owners]
        self.is_loaded = True


def line_of(language: str, rule: ListedRule, place: int) -> RuleLine:
    """Return a rule in words."""
    draft = rule.draft
    asked = rule_words.conditions(language, draft, rule.names)
    every = N_("All of these:") if draft.match == "all" else N_("Any of these:")
    return RuleLine(
        number=rule.number,
        version=rule.version,
        place=place,
        name=draft.name,
        match=tr(language, every) if len(asked) > 1 else "",
        conditions=asked or [tr(language, N_("All work"))],
        price=rule_words.price(language, draft.price, draft.currency),
        tiers=rule_words.tiers(language, draft.price, draft.currency),
        days=rule_words.days(language, draft),
        rounding=rule_words.rounding(language, draft.rounding),
        active=rule.active,
    )


def words_of(actor: Actor | None, number: int) -> RuleLine:
    """Return a rule as it is now, in words.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    return line_of(language_of(actor), rules.look(actor, number), 0)
