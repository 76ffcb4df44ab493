"""What is asked before a question becomes a change: for whom, from when on, and what will be otherwise."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rxbilling.engine.tier_rates import Four, tier_rates
from rxbilling.locales import N_, tr
from rxbilling.services import closing, plans, rules
from rxbilling.services.access import Actor
from rxbilling.services.clock import today
from rxbilling.services.filters import WorkFilter
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.what_if_changes import OtherPlan, OtherRounding, PlanTerms, PricesTimes, RulePrice
from rxbilling.services.what_if_contracts import MadeContracts
from rxbilling.services.what_if_making import Made, Wanted, with_terms
from rxbilling.services.what_if_rules import MadeRules
from rxbilling.state import rule_words, wording
from rxbilling.state.plan_words import allowance
from rxbilling.state.quantities import share_text
from rxbilling.state.what_if_fields import ALL

NAMED = 8
NEW_VERSION = N_(
    "“{name}” gets a new version from {day} on: {changes}. Contracts keep the one they have until you move them."
)
AT_ONCE = N_("No contract uses “{name}”: it is changed at once, whatever the day: {changes}.")
OWN_TERMS = N_("Contracts of the plan “{name}” agree otherwise than it: {changes}.")
RULE = N_("The price of “{name}”: {changes}.")
PRICES = N_("Prices of bill rules, and beyond what is included, change by {percent} %; base charges stay.")
OTHER = N_("“{after}” in the place of “{before}”. What contracts agreed otherwise than in their plan ends with it.")
ROUNDING = N_(
    "Work is rounded so: {rounding}. Bill rules say it from then on, whatever contracts and accounts say. "
    "Rules with a rounding of their own keep it. Work that no rule matches is rounded as before."
)
SUCCEEDED = N_("Bill rules that end on {last}, and have a successor from {day} on: {names}.")
OWN_RULES = N_("Bill rules of their own from {day} on, which a change of the common ones does not reach: {names}.")
VERSIONS = N_("Plans with a new version from {day} on: {names}.")
MOVED = N_("Contracts that go on so, each from the first cycle that begins then or later: {names}.")


def change_in_words(actor: Actor, wanted: Wanted, made: Made) -> list[str]:
    """Return what a change from a day on would store, for whom first.

    Raises:
        Refused: the actor may not, or the plan or rule is gone.
    """
    language = actor.language
    return [
        _for_whom(language, made.accounts),
        _asked(actor, wanted),
        *_of_rules(language, wanted.day, made.rules),
        *_of_contracts(language, wanted, made.contracts),
    ]


def warnings(actor: Actor, wanted: Wanted, chosen: WorkFilter) -> list[str]:
    """Return what is to be thought of before a change is made: a day that is past or closed, what does not limit it."""
    found = []
    if wanted.day < today("UTC"):
        text = N_("{day} is past: work since then that is not billed gets the other price at once.")
        found.append(tr(actor.language, text, day=wording.day(actor.language, wanted.day)))
    closed = closing.books(actor).closed_day
    if closed is not None and wanted.day <= closed:
        text = N_("The books are closed up to {day}: work until then keeps its price.")
        found.append(tr(actor.language, text, day=wording.day(actor.language, closed)))
    if chosen != WorkFilter(chosen.first_day, chosen.last_day, chosen.accounts):
        text = N_("Of the filter above only the accounts limit the change, not reps, services and the like.")
        found.append(tr(actor.language, text))
    return found


def _for_whom(language: str, accounts: Sequence[str]) -> str:
    if not accounts:
        return tr(language, N_("For all accounts."))
    return tr(language, N_("For these accounts alone: {names}."), names=_names(language, accounts))


def _asked(actor: Actor, wanted: Wanted) -> str:
    language = actor.language
    match wanted.change:
        case PricesTimes(bp):
            sign = "+" if bp > ALL else ""
            return tr(language, PRICES, percent=sign + share_text(language, bp - ALL))
        case RulePrice(number, asked):
            rule = rules.look(actor, number).draft
            told = _rates(language, rule.currency, tier_rates(rule.price), asked)
            return tr(language, RULE, name=rule.name, changes=_joined(language, told))
        case PlanTerms():
            return _terms_asked(actor, wanted, wanted.change)
        case OtherPlan(number, instead):
            names = {"before": plans.look(actor, number).draft.name, "after": plans.look(actor, instead).draft.name}
            return tr(language, OTHER, **names)
        case OtherRounding(rounding):
            return tr(language, ROUNDING, rounding=rule_words.rounding(language, rounding))


def _terms_asked(actor: Actor, wanted: Wanted, change: PlanTerms) -> str:
    plan, language = plans.look(actor, change.plan_id), actor.language
    told = _joined(language, _terms(language, plan.draft, with_terms(plan.draft, change)))
    text = OWN_TERMS if wanted.accounts else NEW_VERSION if plan.contracts else AT_ONCE
    return tr(language, text, name=plan.draft.name, day=wording.day(language, wanted.day), changes=told)


def _of_rules(language: str, day: date, made: MadeRules) -> Iterator[str]:
    from_day, last = wording.day(language, day), wording.day(language, day - timedelta(days=1))
    if made.succeeded:
        yield tr(language, SUCCEEDED, last=last, day=from_day, names=_names(language, made.succeeded))
    if made.own:
        yield tr(
            language,
            OWN_RULES,
            day=from_day,
            names=_names(language, [f"{name} ({wording.number(language, count)})" for name, count in made.own]),
        )


def _of_contracts(language: str, wanted: Wanted, made: MadeContracts) -> Iterator[str]:
    if made.plans and not isinstance(wanted.change, PlanTerms):
        yield tr(language, VERSIONS, day=wording.day(language, wanted.day), names=_names(language, made.plans))
    if made.moved:
        told = [f"{one.number} · {one.account} ({wording.day(language, one.day)})" for one in made.moved]
        yield tr(language, MOVED, names=_names(language, told))
    yield from (reason.text(language) for reason in made.kept[:NAMED])
    if len(made.kept) > NAMED:
        rest = wording.number(language, len(made.kept) - NAMED)
        yield tr(language, N_("Other contracts that stay as they are: {count}."), count=rest)


def _names(language: str, names: Sequence[str]) -> str:
    told = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return told
    return tr(language, N_("{names} and {count} more"), names=told, count=wording.number(language, len(names) - NAMED))


def _joined(language: str, told: Iterator[str]) -> str:
    return ", ".join(told) or tr(language, N_("nothing is otherwise"))


def _terms(language: str, before: PlanDraft, after: PlanDraft) -> Iterator[str]:
    if before.base_charge != after.base_charge:
        charges = (wording.money(language, one.base_charge, one.currency) for one in (before, after))
        yield f"{tr(language, N_('Base charge'))} {' → '.join(charges)}"
    if before.allowance_amount != after.allowance_amount:
        yield f"{tr(language, N_('Included'))} {allowance(language, before)} → {allowance(language, after)}"
    if before.overage_rates and after.overage_rates:
        yield from _rates(language, before.currency, before.overage_rates, after.overage_rates)


def _rates(language: str, currency: str, before: Four, after: Four) -> Iterator[str]:
    for tier, pair in zip(wording.TIERS, zip(before, after, strict=True), strict=True):
        if pair[0] != pair[1]:
            yield f"{tr(language, tier)} {' → '.join(wording.money(language, rate, currency) for rate in pair)}"
