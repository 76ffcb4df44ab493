"""An internal bill as a PDF, set by Typst (the template beside this module)."""

from collections.abc import Iterable

from babel.dates import format_interval

from rxbilling.exchange.charge_backs import ChargeBack, SpentLine, WorkSum, sums
from rxbilling.exchange.money_text import localised
from rxbilling.exchange.statement_text import compiled, day_text, hours_text
from rxbilling.locales import N_, tr

WORDS = {
    "title": N_("Internal bill"),
    "hours": N_("Hours"),
    "amount": N_("Amount"),
    "expenses": N_("Expenses"),
    "total": N_("Total"),
    "work": N_("Work"),
    "rep": N_("Rep"),
    "service": N_("Service"),
    "date": N_("Date"),
    "category": N_("Category"),
    "note": N_("Note"),
    "open": N_("Hours without a price:"),
    "nothing": N_("Nothing was done on these days."),
    "page": N_("Page"),
}
BASES = {
    "cost": N_("At cost: what the hours cost the organisation, billable or not, and all expenses."),
    "price": N_("At price: what billable work is charged at, beyond what contracts include, and billable expenses."),
}


def charge_back_pdf(made: ChargeBack, language: str) -> bytes:
    """Return the PDF, in a language."""
    return compiled("charge_back.typ", _data(made, language))


def _data(made: ChargeBack, language: str) -> dict[str, object]:
    words = {name: tr(language, word) for name, word in WORDS.items()} | {"basis": tr(language, BASES[made.basis])}
    return {
        "lang": language,
        "words": words,
        "organisation": made.organisation,
        "who": made.account,
        "when": format_interval(made.first_day, made.last_day, "yMMMd", locale=language),
        "hours": hours_text(made.worked_s),
        "open": hours_text(made.open_s) if made.open_s else "",
        "work_sums": _amounts(made.work, language),
        "spent_sums": _amounts(made.expenses, language),
        "totals": _amounts([*made.work, *made.expenses], language),
        "work": [_work(line, language) for line in made.work],
        "spent": [_spent(line, language) for line in made.expenses],
    }


def _amounts(lines: Iterable[WorkSum | SpentLine], language: str) -> list[str]:
    return [localised(amount, code, language) for code, amount in sums(lines).items()] or ["–"]


def _work(line: WorkSum, language: str) -> dict[str, str]:
    amount = localised(line.amount, line.currency, language)
    return {"rep": line.rep, "service": line.service, "hours": hours_text(line.worked_s), "amount": amount}


def _spent(line: SpentLine, language: str) -> dict[str, str]:
    return {
        "day": day_text(line.day, language),
        "category": tr(language, line.category),
        "rep": line.rep,
        "note": line.note,
        "amount": localised(line.amount, line.currency, language),
    }
