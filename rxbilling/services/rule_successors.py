"""Bill rules that end before a day and have a successor from then on, or copies for the work of some (R7, R24)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session as Database

from rxbilling.locales import LANGUAGES, N_, Message
from rxbilling.models import BillRule, rule_rows
from rxbilling.services.access import Actor
from rxbilling.services.rule_changes import Saving, carry_out_in
from rxbilling.services.rule_drafts import LONGEST_NAME, RuleDraft, draft_of

FROM = N_("{name} (from {day})")
# Returns what the rule of a number would be.
Revise = Callable[[int, RuleDraft], RuleDraft]


def counts_from(rule: BillRule, day: date) -> bool:
    """Say whether a rule sets prices on a day or later."""
    return rule.active and (rule.last_day is None or rule.last_day >= day.toordinal())


def succeed(db: Database, actor: Actor, level: tuple[str, int], revise: Revise, day: date) -> list[str]:
    """Let the rules of a level that are otherwise from a day on end before it, each with a successor right behind.

    Rules that begin on that day or later are changed as they are. Return the names of the rules.

    Raises:
        Refused: a value cannot be taken.
    """
    told = []
    for rule in rule_rows.of_level(db, *level):
        draft = draft_of(rule, _before(db, rule))
        after = revise(rule.id or 0, draft)
        if after == draft or not counts_from(rule, day):
            continue
        told.append(rule.name)
        if draft.first_day is not None and draft.first_day >= day:
            carry_out_in(db, actor, Saving(after, rule.id or 0, rule.version))
            continue
        name = _name(draft, day, actor.language)
        ended = replace(draft, last_day=day - timedelta(days=1))
        carry_out_in(db, actor, Saving(ended, rule.id or 0, rule.version))
        carry_out_in(db, actor, Saving(replace(after, name=name, first_day=day, after=rule.id or 0)))
    return told


def copy_to(  # noqa: PLR0917 - rules, where they go, and how they are
    db: Database, actor: Actor, rules: Sequence[BillRule], level: tuple[str, int], revise: Revise, day: date
) -> int:
    """Put copies of rules, as they are to be from a day on, behind those of a level that is asked earlier (R7).

    Return how many.

    Raises:
        Refused: a value cannot be taken.
    """
    place = next((rule.id or 0 for rule in reversed(rule_rows.of_level(db, *level))), 0)
    for rule in rules:
        draft = draft_of(rule, place)
        own = replace(
            revise(rule.id or 0, draft),
            name=_name(draft, day, actor.language),
            level=level[0],
            level_of_id=level[1],
            first_day=max(day, draft.first_day or day),
        )
        place = carry_out_in(db, actor, Saving(own)).id or 0
    return len(rules)


def is_revised(rule: BillRule, revise: Revise) -> bool:
    """Say whether a rule would be otherwise."""
    draft = draft_of(rule, 0)
    return revise(rule.id or 0, draft) != draft


def may_price(rule: BillRule, account: int, currencies: set[str], day: date) -> bool:
    """Say whether a rule may set a price of an account's work, in one of some currencies, on a day or later."""
    asked = {field: values for field, values in rule.criteria.items() if values}
    own = asked.pop("account", [account])
    is_asked = account in own or (rule.match == "any" and bool(asked))
    return counts_from(rule, day) and is_asked and rule.currency in currencies


def currencies_left(db: Database, level: tuple[str, int], currencies: set[str], day: date) -> set[str]:
    """Return the currencies in which the rules of a level leave work to the next one from a day on."""
    everything = {
        rule.currency
        for rule in rule_rows.of_level(db, *level)
        if rule.active
        and not any(rule.criteria.values())
        and rule.last_day is None
        and (rule.first_day is None or rule.first_day <= day.toordinal())
    }
    return currencies - everything


def _before(db: Database, rule: BillRule) -> int:
    """Return the rule that is tried right before one."""
    numbers = [one.id or 0 for one in rule_rows.of_level(db, rule.level, rule.level_of_id)]
    place = numbers.index(rule.id or 0)
    return numbers[place - 1] if place else 0


def _name(draft: RuleDraft, day: date, language: str) -> str:
    """Return the name of a successor: since when it counts in the place of since when the rule before it did."""
    name = draft.name
    if draft.first_day is not None:
        endings = [Message(FROM, {"name": "", "day": draft.first_day}).text(one) for one in LANGUAGES]
        name = next((name.removesuffix(one) for one in endings if name.endswith(one)), name)
    ending = Message(FROM, {"name": "", "day": day}).text(language)
    return name[: LONGEST_NAME - len(ending)] + ending
