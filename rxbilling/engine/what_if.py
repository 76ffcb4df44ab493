"""Terms as they are not: other prices, plans or rounding, to see what work would come to under them."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from rxbilling.engine.cycle_bills import base_charge
from rxbilling.engine.cycles import spans
from rxbilling.engine.inherit import currency_of
from rxbilling.engine.money import BASIS_POINTS, divide, product, whole
from rxbilling.engine.terms import Contract, Plan, Price, Rounding, Terms
from rxbilling.engine.tier_rates import Four, rates_of

# First day, key of the account, currency, amount in minor units.
Base = tuple[int, str, str, int]


def rates_times(rates: Four, bp: int) -> Four:
    """Return rates multiplied by basis points, each rounded once (R2)."""
    return rates_of(whole(divide(product(np.array(rates, np.int64), np.full(4, bp, np.int64)), BASIS_POINTS)).tolist())


def with_prices_times(terms: Terms, bp: int) -> Terms:
    """Return terms whose rules and overage prices are multiplied by basis points."""

    def times(price: Price) -> Price:
        return replace(price, rates=rates_times(price.rates, bp))

    def dearer(plan: Plan) -> Plan:
        return plan if plan.overage is None else replace(plan, overage=times(plan.overage))

    rules = tuple(replace(rule, price=times(rule.price)) for rule in terms.rules)
    return _with_plans(replace(terms, rules=rules), lambda contract: dearer(contract.plan))


def with_rule_price(terms: Terms, key: str, price: Price) -> Terms:
    """Return terms in which one rule has another price."""
    rules = tuple(replace(rule, price=price) if rule.key == key else rule for rule in terms.rules)
    return replace(terms, rules=rules)


def with_plan(terms: Terms, key: str, other: Callable[[Plan], Plan]) -> Terms:
    """Return terms in which the contracts of one plan have another, made of what each has agreed to."""
    return _with_plans(terms, lambda contract: other(contract.plan) if contract.plan.key == key else contract.plan)


def with_rounding(terms: Terms, rounding: Rounding) -> Terms:
    """Return terms in which all accounts and contracts round like this; rules keep what they say of their own (R11)."""
    accounts = {key: replace(account, rounding=None) for key, account in terms.accounts.items()}
    contracts = tuple(replace(contract, rounding=None) for contract in terms.contracts)
    return replace(terms, rounding=rounding, accounts=accounts, contracts=contracts)


def base_charges(terms: Terms, first_day: int, last_day: int) -> list[Base]:
    """Return the base charges that fall due between two days (R21): as a cycle begins, or ends where it is postpaid."""
    currencies = currency_of(terms, [])
    found = []
    for place, contract in enumerate(terms.contracts):
        at_the_end = contract.plan.mode == "postpaid"
        currency = currencies.values[currencies.of_owner[place]]
        for span in spans(contract, last_day):
            due = span.last_day if at_the_end else span.first_day
            if due is not None and first_day <= due <= last_day:
                found.append((due, contract.account, currency, base_charge(contract, span)))
    return found


def _with_plans(terms: Terms, plan_of: Callable[[Contract], Plan]) -> Terms:
    return replace(terms, contracts=tuple(replace(contract, plan=plan_of(contract)) for contract in terms.contracts))
