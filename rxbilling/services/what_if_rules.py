"""The bill rules of a what-if from a day on: for everybody, or for the work of some accounts alone (R7)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session as Database

from rxbilling.engine.tier_rates import with_tier_rates
from rxbilling.engine.what_if import rates_times
from rxbilling.models import Account, BillRule, Contract, Organisation, rule_rows
from rxbilling.services.access import Actor
from rxbilling.services.contract_facts import currency_in
from rxbilling.services.rule_drafts import RuleDraft
from rxbilling.services.rule_successors import Revise, copy_to, currencies_left, is_revised, may_price, succeed
from rxbilling.services.what_if_changes import Change, OtherRounding, PricesTimes, RulePrice

GENERAL = ("general", 0)


@dataclass(frozen=True, slots=True)
class Concerned:
    """From when on, the contracts that run then, and those that may come by then and are not changed.

    They are of all accounts, or of those of these numbers alone.
    """

    day: date
    accounts: tuple[int, ...]
    contracts: tuple[Contract, ...]
    coming: tuple[Contract, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeRules:
    """Names of rules with a successor, and who has how many rules of their own now."""

    succeeded: tuple[str, ...] = ()
    own: tuple[tuple[str, int], ...] = ()


def revision(change: Change) -> Revise:
    """Return what becomes of a rule."""

    def revised(number: int, draft: RuleDraft) -> RuleDraft:
        match change:
            case PricesTimes(bp):
                return replace(draft, price=replace(draft.price, rates=rates_times(draft.price.rates, bp)))
            case RulePrice(rule, rates) if rule == number:
                return replace(draft, price=with_tier_rates(draft.price, rates))
            case OtherRounding(rounding) if draft.rounding is None:
                return replace(draft, rounding=rounding)
            case _:
                return draft

    return revised


def carry_out(db: Database, actor: Actor, change: Change, concerned: Concerned) -> MadeRules:
    """Let rules be otherwise from a day on, in a transaction of others.

    Raises:
        Refused: a value cannot be taken.
    """
    revise = revision(change)
    if not concerned.accounts:
        levels = [GENERAL, *((level, of) for level in ("account", "plan") for of, _ in rule_rows.owners(db, level))]
        levels += [("contract", contract.id or 0) for contract in concerned.contracts]
        told = [name for level in levels for name in succeed(db, actor, level, revise, concerned.day)]
        return MadeRules(tuple(told))
    made = [_of_contract(db, actor, contract, revise, concerned.day) for contract in concerned.contracts]
    made += [_of_accounts(db, actor, revise, concerned)]
    return MadeRules(
        tuple(name for one in made for name in one.succeeded), tuple(found for one in made for found in one.own)
    )


def _of_contract(db: Database, actor: Actor, contract: Contract, revise: Revise, day: date) -> MadeRules:
    """Let the rules of a contract be otherwise; its plan's are those of others too: it gets its own of them."""
    level = ("contract", contract.id or 0)
    told = succeed(db, actor, level, revise, day)
    left = currencies_left(db, level, {currency_in(db, contract)}, day)
    rules = [rule for rule in rule_rows.of_level(db, "plan", contract.plan_id)
             if may_price(rule, contract.account_id, left, day)]  # fmt: skip
    if not any(is_revised(rule, revise) for rule in rules):
        return MadeRules(tuple(told))
    return MadeRules(tuple(told), ((contract.number, copy_to(db, actor, rules, level, revise, day)),))


def _of_accounts(db: Database, actor: Actor, revise: Revise, concerned: Concerned) -> MadeRules:
    """Let the rules of accounts be otherwise; where general ones are those of others too, each gets its own of them."""
    told = [
        name
        for account in concerned.accounts
        for name in succeed(db, actor, ("account", account), revise, concerned.day)
    ]
    reached = {account: _reached(db, account, concerned) for account in concerned.accounts}
    revised = {rule.id: rule for rules in reached.values() for rule in rules if is_revised(rule, revise)}
    if all(_is_of(rule, concerned.accounts) for rule in revised.values()):
        told += succeed(db, actor, GENERAL, _only({*revised}, revise), concerned.day)
        return MadeRules(tuple(told))
    own = [
        (db.get_one(Account, account).name, copy_to(db, actor, rules, ("account", account), revise, concerned.day))
        for account, rules in reached.items()
        if any(rule.id in revised for rule in rules)
    ]
    return MadeRules(tuple(told), tuple(own))


def _reached(db: Database, account: int, concerned: Concerned) -> list[BillRule]:
    """Return the general rules that may set prices of an account's work."""
    own = db.get_one(Account, account).currency or db.get_one(Organisation, 1).currency
    used = {own, *(currency_in(db, one) for one in concerned.contracts if one.account_id == account)}
    left = currencies_left(db, ("account", account), used, concerned.day)
    return [rule for rule in rule_rows.of_level(db, *GENERAL) if may_price(rule, account, left, concerned.day)]


def _is_of(rule: BillRule, accounts: Sequence[int]) -> bool:
    """Say whether a general rule is about work of some accounts alone."""
    asked = rule.criteria.get("account")
    return rule.match == "all" and bool(asked) and {*(asked or ())} <= {*accounts}


def _only(numbers: set[int | None], revise: Revise) -> Revise:
    return lambda number, draft: revise(number, draft) if number in numbers else draft
