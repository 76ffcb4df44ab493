"""What the demo's reps spent, with receipts."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sqlmodel import Session as Database

from rxbilling.exchange.money_text import major_text
from rxbilling.models import Expense, Receipt
from rxbilling.models.bulk import Columns, insert_columns, next_id
from rxbilling.models.demo_rows import BilledMonth
from rxbilling.services.demo import company
from rxbilling.services.demo.receipts import receipt
from rxbilling.services.demo.schedule import Ints
from rxbilling.services.demo.store import Numbers
from rxbilling.services.demo.texts import EXPENSES
from rxbilling.services.demo.work import Work

ENTRIES_AN_EXPENSE = 75


def store_expenses(  # noqa: PLR0917 - the parts of a company
    db: Database,
    rng: np.random.Generator,
    work: Work,
    customers: Sequence[company.Customer],
    numbers: Numbers,
    months: Sequence[BilledMonth],
) -> None:
    """Insert expenses, each beside an entry and in its customer's currency; those of billed months are billed."""
    row = np.sort(rng.choice(len(work), max(len(work) // ENTRIES_AN_EXPENSE, 1), replace=False))
    kind = rng.integers(0, len(EXPENSES), len(row))
    amount = np.array([amount for _, _, amount in EXPENSES])[kind] * rng.integers(80, 131, len(row)) // 100
    billable = rng.random(len(row)) < 0.8
    billed, reference = _billed(work.day[row], billable, months)
    columns: Columns = {
        "version": [1] * len(row),
        "rep_id": np.array(numbers.reps)[work.rep[row]].tolist(),
        "account_id": np.array(numbers.accounts)[work.account[row]].tolist(),
        "day": work.day[row].tolist(),
        "category": [EXPENSES[place][0] for place in kind],
        "note": [EXPENSES[place][1] for place in kind],
        "currency": [customers[place].currency or company.CURRENCY for place in work.account[row]],
        "amount": amount.tolist(),
        "tax_amount": (amount // 6).tolist(),
        "billable": billable.tolist(),
        "reimbursed": (work.day[row] < months[-1].first_day).tolist(),
        "billed_at": billed,
        "billed_reference": reference,
    }
    first = next_id(db, Expense, len(row))
    insert_columns(db, Expense, {"id": range(first, first + len(row)), **columns})
    _store_receipts(db, first, columns)


def _store_receipts(db: Database, first: int, expenses: Columns) -> None:
    """Insert a receipt for each expense but the miles that were driven."""
    with_receipt = [place for place, note in enumerate(expenses["note"]) if not note.startswith("Mileage")]
    told = zip(*(expenses[name] for name in ("category", "note", "amount", "currency")), strict=True)
    texts = [(category, note, f"{major_text(amount, code)} {code}") for category, note, amount, code in told]
    contents = [receipt(*texts[place]) for place in with_receipt]
    columns: Columns = {
        "version": [1] * len(contents),
        "expense_id": [first + place for place in with_receipt],
        "filename": [f"{texts[place][0].lower()}.pdf" for place in with_receipt],
        "media_type": ["application/pdf"] * len(contents),
        "size": [len(content) for content in contents],
        "content": contents,
    }
    start = next_id(db, Receipt, len(contents))
    insert_columns(db, Receipt, {"id": range(start, start + len(contents)), **columns})


def _billed(
    day: Ints, billable: npt.NDArray[np.bool_], months: Sequence[BilledMonth]
) -> tuple[list[int | None], list[str]]:
    month = np.searchsorted([month.last_day for month in months], day)
    marks = [months[place] if place < len(months) and of else None for place, of in zip(month, billable, strict=True)]
    return [mark.at if mark else None for mark in marks], [mark.reference if mark else "" for mark in marks]
