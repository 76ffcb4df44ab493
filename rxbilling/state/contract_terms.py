"""The terms of one contract, as text: what is agreed, and what its plan says."""

from decimal import Decimal

from rxbilling.engine.terms import NO_FACTOR_BP, Rounding
from rxbilling.locales import N_, tr
from rxbilling.services.contract_details import Detail
from rxbilling.services.plan_drafts import UNITS, PlanDraft
from rxbilling.state import wording
from rxbilling.state.contract_words import CYCLES, MODES, ROUNDING_MODES, ROUNDING_SCOPES, quantity, rates
from rxbilling.state.forms import Fact
from rxbilling.state.plan_words import AFTERWARDS
from rxbilling.state.quantities import share_text


def facts_of(language: str, detail: Detail) -> list[Fact]:
    """Return the terms of a contract; what is not agreed is left out."""
    draft, terms, currency = detail.draft, detail.terms, detail.listed.currency
    cycle = f"{tr(language, CYCLES[terms.cycle])}, {tr(language, MODES[terms.mode])}"
    taxes = " · ".join(f"{tax.name} {share_text(language, tax.bp)} %" for tax in draft.taxes)
    renews = tr(language, N_("Yes") if draft.auto_renew else N_("No")) if draft.last_day else ""
    rows = [
        (N_("Account"), detail.listed.account),
        (N_("Support plan"), detail.listed.plan),
        (N_("Days"), wording.days(language, draft.first_day, draft.last_day)),
        (N_("Why it ended"), detail.end_reason),
        (N_("Renews itself"), renews),
        (N_("Billed"), cycle),
        (N_("Base charge"), wording.money(language, detail.listed.base_charge, currency)),
        *_included(language, terms, currency),
        (N_("Agreed otherwise than in the plan"), _otherwise(language, detail)),
        (N_("Covers"), ", ".join([*detail.services, *draft.products]) or tr(language, N_("Everything"))),
        (N_("Currency"), currency),
        (N_("Calendar"), detail.calendar),
        (N_("Rounding"), rounding_text(language, draft.rounding)),
        (N_("Discount"), _discount(language, detail)),
        (N_("Taxes"), taxes),
        (N_("Purchase order"), draft.purchase_order),
        (N_("E-mail for bills"), draft.bill_email),
        (N_("Days to pay"), str(draft.payment_days)),
    ]
    return [Fact(tr(language, label), value) for label, value in rows if value]


def _otherwise(language: str, detail: Detail) -> str:
    agreed = detail.draft.overrides
    parts = (
        (N_("Base charge"), agreed.base_charge),
        (N_("Included in a cycle"), agreed.allowance_amount),
        (N_("Price beyond it"), agreed.overage_rates),
    )
    return ", ".join(tr(language, label) for label, value in parts if value is not None)


def _discount(language: str, detail: Detail) -> str:
    draft = detail.draft
    parts = [f"{share_text(language, draft.discount_bp)} %"] if draft.discount_bp else []
    if draft.discount_amount:
        parts.append(wording.money(language, draft.discount_amount, detail.listed.currency))
    return " + ".join(parts)


def rounding_text(language: str, own: Rounding | None) -> str:
    """Return a rounding policy in words; empty for none."""
    if own is None:
        return ""
    minutes = tr(language, N_("{count} min"), count=str(own.increment_s // 60))
    words = (ROUNDING_MODES[own.mode], ROUNDING_SCOPES[own.scope])
    return " · ".join([minutes, *(tr(language, word) for word in words)])


def _included(language: str, terms: PlanDraft, currency: str) -> list[tuple[str, str]]:
    """Return what a cycle includes, what draws it, and what comes after it."""
    price = rates(language, terms.overage_rates or (), currency, terms.overage_per)
    if not terms.allowance_amount:
        return [(N_("Included in a cycle"), wording.NOTHING), (N_("Price beyond it"), price)]
    included = quantity(language, UNITS[terms.type], terms.allowance_amount, currency)
    only = tr(language, N_("Operational hours only")) if terms.only_operational_draws else ""
    return [
        (N_("Included in a cycle"), included),
        (N_("Draws it"), " · ".join(part for part in (only, _factors(language, terms)) if part)),
        (N_("When it is used up"), _afterwards(language, terms)),
        (N_("Price beyond it"), price or tr(language, N_("by the rules"))),
        (N_("Carried over"), _carried(language, terms, currency)),
    ]


def _factors(language: str, terms: PlanDraft) -> str:
    """Return by how much the tiers draw that do not draw as they are."""
    drawn = zip(wording.TIERS, terms.burn_bp, strict=True)
    return " · ".join(
        f"{tr(language, tier)} ×{wording.decimal(language, f'{Decimal(bp).scaleb(-4).normalize():f}')}"
        for tier, bp in drawn
        if bp != NO_FACTOR_BP
    )


def _afterwards(language: str, terms: PlanDraft) -> str:
    grace = tr(language, N_("{share} of grace"), share=wording.share(language, terms.grace_bp, NO_FACTOR_BP))
    return " · ".join([tr(language, AFTERWARDS[terms.after_allowance]), *([grace] if terms.grace_bp else [])])


def _carried(language: str, terms: PlanDraft, currency: str) -> str:
    """Return what a cycle leaves to those after it (R17)."""
    if not terms.carry_over_cycles:
        return tr(language, N_("Nothing"))
    what = tr(language, N_("All that is left"))
    if terms.carry_over_cap is not None:
        cap = quantity(language, UNITS[terms.type], terms.carry_over_cap, currency)
        what = tr(language, N_("At most {amount}"), amount=cap)
    return tr(language, N_("{what}; cycles it lasts: {count}"), what=what, count=terms.carry_over_cycles)
