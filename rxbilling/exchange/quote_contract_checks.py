"""What is wrong with the plans and contracts of a quote document."""

import re
from collections.abc import Iterator

from rxbilling.exchange.quote_document import ContractPart, Document, PlanPart, TopUpPart
from rxbilling.exchange.quote_path import path
from rxbilling.exchange.quote_problems import Problems, before, repeated, unknown

_LOT = re.compile(r"(.+)/[0-9]{4}-[0-9]{2}-[0-9]{2}(/carried)?", re.DOTALL)


def plan_problems(document: Document) -> Problems:
    """Plans that lack what their type is about."""
    for name, plan in document.plans.items():
        yield from _type(path("plans", name), plan)


def _type(where: str, plan: PlanPart) -> Problems:
    unit = None if plan.allowance is None else plan.allowance.unit
    if plan.type == "fixed" and plan.base_charge is None:
        yield f"{where}.base_charge", "missing: a fixed plan has a base charge"
    if plan.type == "retainer" and unit is None:
        yield f"{where}.allowance", "missing: a retainer plan includes an amount of money"
    if plan.type == "retainer" and unit not in {None, "money"}:
        yield f"{where}.allowance.unit", "must be money in a retainer plan"
    if plan.type == "request" and unit not in {None, "request"}:
        yield f"{where}.allowance.unit", "must be request in a request plan"


def contract_problems(document: Document) -> Problems:
    """Ids that stand twice, and what each contract says of plans, days, top-ups and the contract that it renews."""
    contracts = {contract.id: contract for contract in document.contracts}
    yield from repeated(((f"{where}.id", contract.id) for where, contract in _contracts(document)), "id")
    yield from repeated(((f"{where}.id", item.id) for where, _, item in _top_ups(document)), "id")
    yield from _renewed_twice(document)
    for where, contract in _contracts(document):
        yield from _contract(where, contract, document)
        yield from _renewal(f"{where}.renews", contract, contracts)
    for where, contract, item in _top_ups(document):
        yield from _top_up(where, item, _unit(contract, document))
        lot = _LOT.fullmatch(item.id)
        if lot and lot[1] in contracts:
            yield f"{where}.id", f"is the name of an allowance of the contract {lot[1]}: give another"


def _contracts(document: Document) -> Iterator[tuple[str, ContractPart]]:
    return ((f"contracts[{number}]", contract) for number, contract in enumerate(document.contracts))


def _top_ups(document: Document) -> Iterator[tuple[str, ContractPart, TopUpPart]]:
    for where, contract in _contracts(document):
        for number, item in enumerate(contract.top_ups):
            yield f"{where}.top_ups[{number}]", contract, item


def _contract(where: str, contract: ContractPart, document: Document) -> Problems:
    if document.accounts:
        yield from unknown(f"{where}.account", contract.account, document.accounts)
    yield from unknown(f"{where}.plan", contract.plan, document.plans)
    yield from unknown(f"{where}.calendar", contract.calendar, document.calendars)
    yield from before(f"{where}.end", contract.end, contract.start, "the start")


def _top_up(where: str, item: TopUpPart, unit: str) -> Problems:
    yield from before(f"{where}.end", item.end, item.start, "the start")
    if item.unit != unit:
        yield f"{where}.unit", f"must be {unit}, as what the contract includes otherwise"


def _unit(contract: ContractPart, document: Document) -> str:
    """Unit of all that a contract with top-ups includes: its plan's, else its first top-up's."""
    plan = document.plans.get(contract.plan)
    return contract.top_ups[0].unit if plan is None or plan.allowance is None else plan.allowance.unit


def _renewed_twice(document: Document) -> Problems:
    named = [(f"{where}.renews", item.renews) for where, item in _contracts(document) if item.renews is not None]
    return repeated(named, "contract to renew")


def _renewal(where: str, contract: ContractPart, contracts: dict[str, ContractPart]) -> Problems:
    yield from unknown(where, contract.renews, contracts)
    renewed = contracts.get(contract.renews or "")
    if renewed is None:
        return
    if renewed.id == contract.id:
        yield where, "is the contract itself"
    elif renewed.account != contract.account:
        yield where, "is a contract of another account"
    elif renewed.end is None:
        yield where, "is a contract without an end"
    elif contract.start <= renewed.end:
        yield where, "is a contract that ends on the first day of this one or later"
