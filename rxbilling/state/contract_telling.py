"""What is known of one contract, as text: its facts, the rows of its ledger, its money, what was bought."""

from dataclasses import dataclass

from rxbilling.engine.terms import Rounding
from rxbilling.locales import N_, tr
from rxbilling.services.contract_details import Detail
from rxbilling.services.contract_ledger import CycleLine, Ledger
from rxbilling.services.contract_money import Earned
from rxbilling.services.filters import WorkFilter
from rxbilling.state import wording
from rxbilling.state.contract_words import CYCLES, MODES, ROUNDING_MODES, ROUNDING_SCOPES, quantity, rates
from rxbilling.state.forms import Fact
from rxbilling.state.quantities import share_text

A_PAGE = 13


@dataclass
class CycleRow:
    """A cycle of the ledger; ``address`` leads to the entries behind it."""

    days: str = ""
    granted: str = ""
    topped_up: str = ""
    carried: str = ""
    used: str = ""
    lapsed: str = ""
    left: str = ""
    is_current: bool = False
    is_over: bool = False
    address: str = ""


@dataclass
class BoughtLine:
    """A top-up; one ``is_fixed`` stays as it is."""

    number: int = 0
    is_fixed: bool = False
    name: str = ""
    amount: str = ""
    price: str = ""
    days: str = ""


def cycle_rows(language: str, number: int, ledger: Ledger, currency: str, first: int) -> list[CycleRow]:
    """Return some cycles of a ledger as text, the newest first."""
    shown = ledger.cycles[::-1][first : first + A_PAGE]
    return [_row(language, number, line, ledger.unit, currency) for line in shown]


def _row(language: str, number: int, line: CycleLine, unit: str, currency: str) -> CycleRow:
    parts = {name: getattr(line, name) for name in ("granted", "topped_up", "carried", "used", "lapsed", "left")}
    chosen = WorkFilter(line.first, line.last, contracts=(number,))
    return CycleRow(
        **{name: quantity(language, unit, amount, currency) for name, amount in parts.items()},
        days=wording.days(language, line.first, line.last),
        is_current=line.is_current,
        is_over=line.left < 0 or (line.is_current and line.left == 0),
        address=f"/entries?{chosen.to_query()}",
    )


def bought_lines(language: str, detail: Detail) -> list[BoughtLine]:
    """Return what was bought as text."""
    currency = detail.listed.currency
    return [
        BoughtLine(
            number=one.number,
            is_fixed=one.is_drawn,
            name=one.name,
            amount=quantity(language, one.unit, one.amount, currency),
            price=wording.money(language, one.price, currency),
            days=wording.days(language, one.first, one.last),
        )
        for one in detail.top_ups
    ]


def money_of(language: str, earned: Earned) -> list[Fact]:
    """Return what a contract has come to."""
    amount = earned.currency
    rows = [
        (N_("Base charges"), wording.money(language, earned.base, amount)),
        (N_("Top-ups"), wording.money(language, earned.top_ups, amount)),
        (N_("Work"), wording.amounts(language, {amount: earned.work} | earned.others)),
        (N_("Revenue"), wording.amounts(language, {amount: earned.revenue} | earned.others)),
        (N_("Cost"), wording.cost(language, earned.cost, earned.cost_currency)),
        (N_("Margin"), _margin(language, earned)),
        (N_("Hours worked"), wording.hours(language, earned.worked_s)),
    ]
    return [Fact(tr(language, label), value) for label, value in rows]


def _margin(language: str, earned: Earned) -> str:
    if earned.margin is None:
        return wording.NOTHING
    share = wording.share(language, earned.margin, earned.revenue)
    return f"{wording.money(language, earned.margin, earned.currency)}{f' · {share}' if share else ''}"


def facts_of(language: str, detail: Detail) -> list[Fact]:
    """Return the terms of a contract; what is not agreed is left out."""
    draft, terms, currency = detail.draft, detail.terms, detail.listed.currency
    cycle = f"{tr(language, CYCLES[terms.cycle])}, {tr(language, MODES[terms.mode])}"
    included = quantity(language, terms.unit, terms.allowance, currency) if terms.allowance else ""
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
        (N_("Included in a cycle"), included or wording.NOTHING),
        (N_("Price beyond it"), rates(language, terms.overage_rates, currency, terms.overage_per)),
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
