"""What past work would have come to under other terms, as a workbook: before, after, and the difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rxbilling.exchange.statement_columns import Sheet, money_column, text_column, workbook
from rxbilling.locales import N_, tr

Amounts = Mapping[str, int]
NOTES = (
    N_("Before discounts and taxes. Base charges of the cycles that are due."),
    N_("All work of the filter, as if none of it were billed. Nothing is stored."),
    N_("Reps have no part of base charges."),
)


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """A month, an account or a rep: its name, and minor units by currency, before and after."""

    name: str
    before: Amounts
    after: Amounts


@dataclass(frozen=True, slots=True)
class Compared:
    """Parts of one kind; ``title`` names their sheet, ``header`` their column."""

    title: str
    header: str
    parts: Sequence[ComparedPart]


def write_what_if(title: str, organisation: str, compared: Sequence[Compared], language: str) -> bytes:
    """Return the workbook: a sheet for each kind, with three columns for each currency; amounts in major units.

    A last sheet says what the amounts are.
    """
    sheets = [*(_sheet(one, language) for one in compared), _notes(language)]
    return workbook(title, organisation, sheets, tr(language, N_("Total")))


def _notes(language: str) -> Sheet:
    name = tr(language, N_("Notes"))
    return name, [text_column(name, [tr(language, note) for note in NOTES], 100)]


def _sheet(one: Compared, language: str) -> Sheet:
    codes = sorted({code for part in one.parts for code in (*part.before, *part.after)})
    before, after = ([(part.before, part.after)[side] for part in one.parts] for side in (0, 1))
    columns = [text_column(one.header, [part.name for part in one.parts], 32)]
    for code in codes:
        old, new = ([amounts.get(code, 0) for amounts in side] for side in (before, after))
        columns += [
            money_column(tr(language, N_("Before")), old, code),
            money_column(tr(language, N_("After")), new, code),
            money_column(tr(language, N_("Difference")), [b - a for a, b in zip(old, new, strict=True)], code),
        ]
    return one.title, columns
