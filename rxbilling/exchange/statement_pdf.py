"""The statement of a rep's month as a PDF, set by Typst (the template beside this module)."""

from babel.dates import format_skeleton

from rxbilling.exchange.money_text import localised
from rxbilling.exchange.statement_text import compiled, day_text, hours_text, percent_text
from rxbilling.exchange.statements import ExpenseLine, Statement, SumLine, WorkLine
from rxbilling.locales import N_, tr

WORDS = {
    "title": N_("Statement of work"),
    "date": N_("Date"),
    "time": N_("Time"),
    "account": N_("Account"),
    "work": N_("Work"),
    "hours": N_("Hours"),
    "billable": N_("Billable"),
    "cost": N_("Cost"),
    "accounts": N_("By account"),
    "entries": N_("Time entries"),
    "total": N_("Total"),
    "expected": N_("Expected"),
    "share": N_("Billable share"),
    "expenses": N_("Expenses"),
    "category": N_("Category"),
    "amount": N_("Amount"),
    "reimbursed": N_("Reimbursed"),
    "to_reimburse": N_("To be reimbursed"),
    "nothing": N_("Nothing was logged in this month."),
    "internal": N_("Internal"),
    "rep": N_("Rep"),
    "manager": N_("Manager"),
    "page": N_("Page"),
}


def statement_pdf(made: Statement, language: str) -> bytes:
    """Return the PDF, in a language."""
    return compiled("statement.typ", _data(made, language))


def _data(made: Statement, language: str) -> dict[str, object]:

    def cost(amount: int) -> str:
        return localised(amount, made.currency, language)

    owed = made.expenses_total(to_reimburse=True)
    return {
        "lang": language,
        "words": {name: tr(language, word) for name, word in WORDS.items()},
        "organisation": made.organisation,
        "who": made.rep,
        "when": format_skeleton("yMMMM", made.first_day, locale=language),
        "expected": hours_text(made.expected_s),
        "share": percent_text(made.total.billable_s, made.total.worked_s or 1, language),
        "total": _sum(made.total, cost(made.total.cost)),
        "accounts": [_sum(line, cost(line.cost)) for line in made.accounts],
        "work": [_work(line, cost(line.cost), language) for line in made.work],
        "expenses": [_expense(line, language) for line in made.expenses],
        "spent": [localised(amount, code, language) for code, amount in made.expenses_total().items()],
        "owed": [localised(amount, code, language) for code, amount in owed.items()],
    }


def _sum(line: SumLine, cost: str) -> dict[str, str]:
    return {
        "name": line.name,
        "hours": hours_text(line.worked_s),
        "billable": hours_text(line.billable_s),
        "cost": cost,
    }


def _work(line: WorkLine, cost: str, language: str) -> dict[str, str]:
    what = " · ".join(part for part in (line.ticket, line.service) if part)
    return {
        "day": day_text(line.day, language),
        "time": f"{line.start}–{line.end}" if line.start else "",
        "account": line.account,
        "what": what,
        "note": line.note,
        "hours": hours_text(line.worked_s),
        "billable": "✓" if line.billable else "",
        "cost": cost,
    }


def _expense(line: ExpenseLine, language: str) -> dict[str, str]:
    return {
        "day": day_text(line.day, language),
        "category": tr(language, line.category) if line.category else "",
        "account": line.account,
        "note": line.note,
        "amount": localised(line.amount, line.currency, language),
        "reimbursed": "✓" if line.reimbursed else "",
    }
