"""The statement of an account as a PDF, set by Typst (the template beside this module)."""

from babel.dates import format_interval

from rxbilling.exchange.account_statements import AccountStatement, BalanceLine, ChargedLine
from rxbilling.exchange.money_text import localised
from rxbilling.exchange.statement_text import compiled, day_text, hours_text, quantity_text
from rxbilling.locales import N_, tr

WORDS = {
    "title": N_("Statement of services"),
    "tax_number": N_("Tax number"),
    "date": N_("Date"),
    "ticket": N_("Ticket"),
    "service": N_("Service"),
    "rep": N_("Rep"),
    "hours": N_("Hours"),
    "included": N_("Included"),
    "billed": N_("Billed"),
    "amount": N_("Amount"),
    "entries": N_("Time entries"),
    "contracts": N_("What your contracts include"),
    "contract": N_("Contract"),
    "granted": N_("Granted"),
    "topped_up": N_("Topped up"),
    "carried": N_("Carried over"),
    "used": N_("Used"),
    "lapsed": N_("Lapsed"),
    "left": N_("Left"),
    "as_of": N_("As of"),
    "total": N_("Total"),
    "free": N_("Not billable"),
    "open": N_("No price"),
    "nothing": N_("Nothing was done on these days."),
    "page": N_("Page"),
}
PARTS = ("granted", "topped_up", "carried", "used", "lapsed", "left")


def account_statement_pdf(made: AccountStatement, language: str) -> bytes:
    """Return the PDF, in a language."""
    return compiled("account_statement.typ", _data(made, language))


def _data(made: AccountStatement, language: str) -> dict[str, object]:
    worked, included, billed = made.total_s()
    amounts = [localised(amount, code, language) for code, amount in made.amounts().items()]
    return {
        "lang": language,
        "words": {name: tr(language, word) for name, word in WORDS.items()},
        "organisation": made.organisation,
        "who": made.account,
        "when": format_interval(made.first_day, made.last_day, "yMMMd", locale=language),
        "address": [line for line in made.address.splitlines() if line.strip()],
        "tax_number": made.tax_number,
        "made_on": day_text(made.made_on, language),
        "total": {
            "hours": hours_text(worked),
            "included": hours_text(included),
            "billed": hours_text(billed),
            "amounts": amounts or ["–"],
        },
        "work": [_work(line, language) for line in made.work],
        "has_lapsed": any(line.lapsed for line in made.balances),
        "balances": [_balance(line, language) for line in made.balances],
    }


def _work(line: ChargedLine, language: str) -> dict[str, str]:
    return {
        "day": day_text(line.day, language),
        "ticket": line.ticket,
        "subject": line.subject,
        "service": line.service,
        "rep": line.rep,
        "hours": hours_text(line.worked_s),
        "included": hours_text(line.included_s) if line.included_s else "",
        "billed": hours_text(line.billed_s) if line.billed_s else "",
        **_amount(line, language),
    }


def _amount(line: ChargedLine, language: str) -> dict[str, str]:
    """Return the amount of an entry, or else why it has none."""
    if not line.billable:
        return {"amount": "", "why": "free"}
    if line.amount is None:
        return {"amount": "", "why": "open"}
    return {"amount": localised(line.amount, line.currency, language), "why": ""}


def _balance(line: BalanceLine, language: str) -> dict[str, str]:
    parts = {name: quantity_text(getattr(line, name), line.unit, line.currency, language) for name in PARTS}
    last = format_interval(line.first, line.last, "yMMMd", locale=language) if line.last else ""
    return {
        **parts,
        "contract": line.contract,
        "name": line.name,
        "days": last or f"{day_text(line.first, language)} →",
    }
