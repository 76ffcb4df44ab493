"""The plans and contracts of a what-if from a day on: each contract from its first cycle then (R5, R21, R24)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session as Database

from rxbilling.engine.tier_rates import Four, rates_of
from rxbilling.engine.what_if import rates_times
from rxbilling.locales import N_, Message
from rxbilling.models import Account, Contract, SupportPlan, plan_rows, rule_rows
from rxbilling.services import contract_moves, plan_changes, plan_drafts
from rxbilling.services.access import Actor, Invalid, NotNow
from rxbilling.services.contract_drafts import ContractDraft, Overrides
from rxbilling.services.contract_moves import Revise
from rxbilling.services.plan_moves import IS_OVER, NO_CYCLE
from rxbilling.services.pricing_plans import agreed_plan
from rxbilling.services.rule_successors import is_revised
from rxbilling.services.what_if_changes import Change, OtherPlan, PlanTerms, PricesTimes
from rxbilling.services.what_if_rules import Concerned, revision

NO_CYCLE_HERE = N_(
    "Contract {number} has no cycle that begins on {day} or later: it stays as it is. Change it when it is renewed."
)


IS_DRAFT = N_("Contract {number} is a draft: it stays as it is. Change it by hand.")
RENEWS_ITSELF = N_(
    "Contract {number} is over by then and renews itself as it is now. Renew it first, then make this change."
)
OF_CONTRACT = N_("Contract {number}: {reason}")


@dataclass(frozen=True, slots=True)
class Moved:
    """A contract that goes on under other terms from a day on."""

    number: str
    account: str
    day: date


@dataclass(frozen=True, slots=True)
class MadeContracts:
    """Names of plans with a new version, contracts that go on under other terms, and why some do not."""

    plans: tuple[str, ...] = ()
    moved: tuple[Moved, ...] = ()
    kept: tuple[Message, ...] = ()


def carry_out(db: Database, actor: Actor, change: Change, concerned: Concerned) -> MadeContracts:
    """Let plans and contracts be otherwise from a day on, in a transaction of others.

    Raises:
        Refused: a value cannot be taken.
    """
    versions: dict[int, int] = {}
    names: tuple[str, ...] = ()
    if isinstance(change, PricesTimes) and not concerned.accounts:
        names, versions = _versions(db, actor, change.bp, concerned.day)
    found = [
        _move(db, actor, contract, revise, concerned.day, versions)
        for contract, revise in _revised(db, change, concerned.contracts, versions, of_some=bool(concerned.accounts))
    ]
    return MadeContracts(
        names,
        tuple(one for one in found if isinstance(one, Moved)),
        (*(one for one in found if isinstance(one, Message)), *_coming(db, change, concerned, versions)),
    )


def _coming(db: Database, change: Change, concerned: Concerned, versions: Mapping[int, int]) -> Iterator[Message]:
    """Say of contracts that are still to come that they are not changed, where they would be otherwise."""
    by_terms = {contract.id for contract, _ in _revised(db, change, concerned.coming, versions)}
    for contract in concerned.coming:
        own = rule_rows.of_level(db, "contract", contract.id or 0)
        if contract.id in by_terms or any(is_revised(rule, revision(change)) for rule in own):
            told = IS_DRAFT if contract.state == "draft" else RENEWS_ITSELF
            yield Message(told, {"number": contract.number})


def _versions(db: Database, actor: Actor, bp: int, day: date) -> tuple[tuple[str, ...], dict[int, int]]:
    """Give all plans that have a price beyond what they include a new version; return their names, and which it is."""
    names, versions = [], {}
    for plan in plan_rows.plans(db):
        rates = plan.overage_rates and rates_of(plan.overage_rates)
        number = plan.id or 0
        if not rates or not plan.active or rates == rates_times(rates, bp) or plan_rows.replacing(db, number):
            continue
        names.append(plan.name)
        draft = plan_drafts.draft_of(plan, plan_rows.offers(db, number))
        draft = replace(draft, overage_rates=rates_times(rates, bp))
        plan_drafts.check(db, draft, number)
        versions[number] = plan_changes.replace_in(db, actor, plan, plan_changes.Saving(draft, number, from_day=day))
    return tuple(names), versions


def _revised(
    db: Database,
    change: Change,
    contracts: Sequence[Contract],
    versions: Mapping[int, int],
    *,
    of_some: bool = True,
) -> Iterator[tuple[Contract, Revise]]:
    """Yield the contracts that would be otherwise, and how; terms of a plan are agreed on for some accounts alone."""
    for contract in contracts:
        plan = agreed_plan(db.get_one(SupportPlan, contract.plan_id), contract)
        match change:
            case PricesTimes(bp) if plan.overage_rates:
                rates = rates_of(plan.overage_rates)
                if rates != rates_times(rates, bp):
                    yield contract, _dearer(contract, rates_times(rates, bp), versions)
            case OtherPlan(number, instead) if contract.plan_id == number:
                yield contract, lambda draft: replace(draft, plan_id=instead, overrides=Overrides())
            case PlanTerms(number) if contract.plan_id == number and of_some:
                if _agreed(Overrides(), plan, change) != Overrides():
                    yield contract, _with_terms(plan, change)
            case _:
                continue


def _dearer(contract: Contract, rates: Four, versions: Mapping[int, int]) -> Revise:
    """A contract takes the new version of its plan; where there is none, or it has agreed otherwise, its own rates."""
    version = versions.get(contract.plan_id)

    def revised(draft: ContractDraft) -> ContractDraft:
        if version is None or draft.overrides.overage_rates is not None:
            draft = replace(draft, overrides=replace(draft.overrides, overage_rates=rates))
        return replace(draft, plan_id=version or contract.plan_id)

    return revised


def _with_terms(plan: SupportPlan, change: PlanTerms) -> Revise:
    """Return how a contract agrees on what is asked, where the plan as it has it says otherwise."""
    return lambda draft: replace(draft, overrides=_agreed(draft.overrides, plan, change))


def _agreed(own: Overrides, plan: SupportPlan, change: PlanTerms) -> Overrides:
    if change.base_charge not in {None, plan.base_charge}:
        own = replace(own, base_charge=change.base_charge)
    if change.allowance not in {None, plan.allowance_amount}:
        own = replace(own, allowance_amount=change.allowance)
    if change.overage_rates and plan.overage_rates and [*change.overage_rates] != plan.overage_rates:
        own = replace(own, overage_rates=change.overage_rates)
    return own


def _move(  # noqa: PLR0917 - a contract, how, and from when on
    db: Database, actor: Actor, contract: Contract, revise: Revise, from_day: date, versions: Mapping[int, int]
) -> Moved | Message:
    """Let a contract go on under other terms, or return why it does not."""
    if contract.state == "terminated":
        return Message(IS_OVER, {"number": contract.number})
    if (day := contract_moves.cycle_from(db, contract, from_day.toordinal())) is None:
        has_version = contract.plan_id in versions and "overage_rates" not in contract.overrides
        told = NO_CYCLE if has_version else NO_CYCLE_HERE
        return Message(told, {"number": contract.number, "day": from_day})
    if (reason := contract_moves.obstacle(db, contract, day)) is not None:
        return reason
    number, account = contract.number, db.get_one(Account, contract.account_id).name
    try:
        contract_moves.move(db, actor, contract, day, revise)
    except Invalid as refusal:
        raise NotNow(Message(OF_CONTRACT, {"number": number, "reason": refusal.message})) from refusal
    return Moved(number, account, day)
