"""Support plans in words: what a cycle costs and includes, and what comes after it."""

from rxbilling.exchange.statement_text import requests_text
from rxbilling.locales import N_, tr
from rxbilling.services.plan_drafts import UNITS, PlanDraft
from rxbilling.state import wording

TYPES = {
    "hour": N_("Hours"),
    "request": N_("Requests"),
    "fixed": N_("Fixed charge"),
    "retainer": N_("Retainer"),
}
MODES = {"prepaid": N_("Prepaid"), "postpaid": N_("Postpaid")}
CYCLES = {
    "week": N_("Weekly"),
    "month": N_("Monthly"),
    "quarter": N_("Quarterly"),
    "half-year": N_("Half-yearly"),
    "year": N_("Yearly"),
    "contract": N_("Once a contract"),
}
ANCHORS = {"calendar": N_("With the calendar"), "start": N_("At the contract's start")}
AFTERWARDS = {
    "allow": N_("Allow new tickets"),
    "warn": N_("Warn at new tickets"),
    "block": N_("Block new tickets"),
}
PER = {"hour": N_("Per hour"), "request": N_("Per request")}


def quantity(language: str, draft: PlanDraft, amount: int) -> str:
    """Return an amount in the unit of a plan."""
    unit = UNITS[draft.type]
    if unit == "money":
        return wording.money(language, amount, draft.currency)
    if unit == "second":
        return tr(language, N_("{length} h"), length=wording.hours(language, amount))
    return requests_text(amount, language)


def allowance(language: str, draft: PlanDraft) -> str:
    """Return what a cycle includes."""
    return quantity(language, draft, draft.allowance_amount) if draft.allowance_amount else wording.NOTHING


def afterwards(language: str, draft: PlanDraft) -> list[str]:
    """Return what happens when an allowance is used up; nothing where there is none."""
    if not draft.allowance_amount:
        return []
    told = [tr(language, AFTERWARDS[draft.after_allowance])]
    if draft.grace_bp:
        told.append(tr(language, N_("{share} of grace"), share=wording.share(language, draft.grace_bp, 10_000)))
    if draft.overage_rates is None:
        return [*told, tr(language, N_("at the price of the rules"))]
    per = N_("{rate} per request") if draft.overage_per == "request" else N_("{rate} an hour")
    rates = sorted({*draft.overage_rates})
    ends = rates[:1] + rates[1:][-1:]
    rate = " – ".join(wording.money(language, rate, draft.currency) for rate in ends)
    return [*told, tr(language, per, rate=rate)]
