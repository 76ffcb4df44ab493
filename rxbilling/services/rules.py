"""Bill rules to look at: those of a level in order, whose rules there are, and what rules can ask for."""

from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.models import BillRule, Organisation, rule_rows
from rxbilling.models.database import reading
from rxbilling.services import rule_drafts
from rxbilling.services.access import Actor, Invalid, NotThere, Right, require
from rxbilling.services.choices import Choice
from rxbilling.services.inputs import may_be_number
from rxbilling.services.rule_changes import GONE
from rxbilling.services.rule_drafts import RuleDraft, draft_of
from rxbilling.services.rule_facts import criteria_names

MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A rule with the names of what it asks for."""

    number: int
    version: int
    active: bool
    draft: RuleDraft
    names: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class RuleOwner:
    """A contract, plan or account that has rules, and how many."""

    number: int
    name: str
    rules: int


def of_level(actor: Actor | None, level: str, of: int = 0) -> list[ListedRule]:
    """Return the rules of a level in the order in which they are tried.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        rules = rule_rows.of_level(db, level, of) if of == 0 or may_be_number(of) else []
        before = [0, *(rule.id or 0 for rule in rules)]
        return [_listed(db, rule, after) for rule, after in zip(rules, before, strict=False)]


def look(actor: Actor | None, number: int) -> ListedRule:
    """Return a rule.

    Raises:
        Refused: the actor may see none, or there is none of that number.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        rule = db.get(BillRule, number) if may_be_number(number) else None
    if rule is None:
        raise NotThere(GONE)
    return next(one for one in of_level(actor, rule.level, rule.level_of_id) if one.number == number)


def owners(actor: Actor | None, level: str) -> list[RuleOwner]:
    """Return the contracts, plans or accounts that have rules, by name.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        found = [
            RuleOwner(of, rule_rows.owner_name(db, level, of) or "", count) for of, count in rule_rows.owners(db, level)
        ]
    return sorted(found, key=lambda owner: owner.name.casefold())


def owner(actor: Actor | None, level: str, of: int) -> Choice | None:
    """Return the contract, plan or account whose rules are looked at; None where there is none.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        try:
            rule_drafts.check_owner(db, level, of)
        except Invalid:
            return None
        return Choice(of, rule_rows.owner_name(db, level, of) or "")


def words(actor: Actor | None) -> dict[str, list[str]]:
    """Return the words that rules can ask for, by field.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return {field: rule_rows.words(db, field, MOST_WORDS) for field in rule_rows.WORDS}


def home_currency(actor: Actor | None) -> str:
    """Return the currency of the organisation.

    Raises:
        Refused: the actor may see none.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return db.get_one(Organisation, 1).currency


def _listed(db: Database, rule: BillRule, after: int) -> ListedRule:
    draft = draft_of(rule, after)
    return ListedRule(rule.id or 0, rule.version, rule.active, draft, criteria_names(db, draft.criteria))
