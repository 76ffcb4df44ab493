"""A bill as a PDF, set by Typst (the template beside this module)."""

import json
from collections.abc import Mapping

import typst
from babel.dates import format_interval
from babel.numbers import format_decimal

from rxbilling.exchange.bill_paper import BillPaper, PaperLine, PaperParty, PaperTax
from rxbilling.exchange.bill_words import REFERS, about_of, quantity_of, title_of
from rxbilling.exchange.letters import without_font
from rxbilling.exchange.money_text import localised, number_text
from rxbilling.exchange.statement_text import FOLDER, day_text, typeset
from rxbilling.locales import N_, tr

TAX = {
    "bill": N_("{name} {percent} % of {net}"),
    "line": N_("{name} {percent} % of {net}, rounded on each line"),
}
WORDS = {
    "draft": N_("Draft"),
    "void": N_("Void"),
    "tax_number": N_("Tax number"),
    "date": N_("Date"),
    "due": N_("Due"),
    "period": N_("Period"),
    "contract": N_("Contract"),
    "order": N_("Purchase order"),
    "billed_to": N_("Billed to"),
    "description": N_("Description"),
    "quantity": N_("Quantity"),
    "price": N_("Unit price"),
    "amount": N_("Amount"),
    "subtotal": N_("Subtotal"),
    "discount": N_("Discount"),
    "net": N_("Net"),
    "total": N_("Total"),
    "paid": N_("Paid"),
    "credited": N_("Credited"),
    "open": N_("Still to pay"),
    "back": N_("To pay back"),
    "page": N_("Page"),
}


def bill_pdf(paper: BillPaper, logo: bytes = b"") -> bytes:
    """Return the PDF, in the bill's language; ``logo`` is a picture (PNG, JPEG, WebP), empty for none."""
    # Typst reads pictures as numbers: its inputs are texts.
    return typeset((FOLDER / "bill.typ").read_bytes(), _data(paper) | {"logo": list(logo)})


def letters_without_font(paper: BillPaper) -> str:
    """Return the letters of a bill that its PDF could not show."""
    return without_font(json.dumps(_data(paper), ensure_ascii=False))


def can_be_set(logo: bytes) -> bool:
    """Say whether a picture can stand on a bill: one that only begins as such would let no bill be made."""
    try:
        typeset(b"#image(bytes(json(bytes(sys.inputs.data)).logo), height: 18mm)", {"logo": list(logo)})
    except typst.TypstError:
        return False
    return True


def _data(paper: BillPaper) -> dict[str, object]:
    language = paper.language
    return {
        "lang": language,
        "words": {name: tr(language, word) for name, word in WORDS.items()},
        "title": tr(language, title_of(paper)),
        "number": paper.number,
        "state": paper.state,
        "from": _party(paper.organisation),
        "to": _party(paper.account),
        "facts": _facts(paper),
        "refers": tr(language, REFERS[paper.kind], number=paper.refers_to) if paper.refers_to else "",
        "note": paper.note,
        "footer": [line for line in paper.footer.splitlines() if line.strip()],
        "lines": [_line(line, paper) for line in paper.lines],
        "sums": _sums(paper),
        "total": localised(paper.total, paper.currency, language),
        "after": _after(paper),
    }


def _party(party: PaperParty) -> Mapping[str, object]:
    lines = [line for line in party.address.splitlines() if line.strip()]
    return {"name": party.name, "address": lines, "tax_number": party.tax_number, "email": party.email}


def _facts(paper: BillPaper) -> list[tuple[str, str]]:
    """Return what is known of a bill, in pairs of a word's name and a text; what is empty is left out."""
    language = paper.language
    facts = [
        ("date", day_text(paper.bill_day, language)),
        ("due", day_text(paper.due_day, language) if paper.due_day else ""),
        ("period", format_interval(paper.first_day, paper.last_day, "yMMMd", locale=language)),
        ("contract", paper.contract),
        ("order", paper.purchase_order),
    ]
    return [(name, text) for name, text in facts if text]


def _line(line: PaperLine, paper: BillPaper) -> dict[str, str]:
    language = paper.language
    return {
        "text": line.text,
        "about": about_of(line, language),
        "quantity": quantity_of(line, language, language),
        "price": "" if line.price is None else number_text(line.price, paper.currency, language),
        "amount": number_text(line.amount, paper.currency, language),
    }


def _sums(paper: BillPaper) -> list[tuple[str, str]]:
    """Return what stands between the lines and the total: labels and amounts."""
    language, currency = paper.language, paper.currency
    discounted = [("subtotal", paper.subtotal), ("discount", -paper.discount)] if paper.discount else []
    sums = [*discounted, *([("net", paper.net)] if paper.taxes else [])]
    named = [(tr(language, WORDS[name]), number_text(amount, currency, language)) for name, amount in sums]
    return [*named, *(_tax(tax, paper) for tax in paper.taxes)]


def _tax(tax: PaperTax, paper: BillPaper) -> tuple[str, str]:
    percent = format_decimal(tax.bp / 100, "#,##0.##", locale=paper.language)
    of_net = number_text(tax.net, paper.currency, paper.language)
    label = tr(paper.language, TAX[paper.tax_scope], name=tax.name, percent=percent, net=of_net)
    return label, number_text(tax.amount, paper.currency, paper.language)


def _after(paper: BillPaper) -> list[tuple[str, str]]:
    """Return what stands below the total: what was paid and credited, and what is left to pay, or to pay back."""
    if not (paper.paid or paper.credited):
        return []
    settled = (("paid", paper.paid), ("credited", paper.credited))
    left = ("back", paper.back) if paper.back else ("open", paper.open)
    pairs = (*(pair for pair in settled if pair[1]), left)
    return [(tr(paper.language, WORDS[name]), localised(sum_, paper.currency, paper.language)) for name, sum_ in pairs]
