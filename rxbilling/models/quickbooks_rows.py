"""SQL of QuickBooks: the names there, its lists, and what was sent to it."""

from collections.abc import Sequence

from sqlmodel import Session as Database
from sqlmodel import col, delete, func, select
from sqlmodel.sql.expression import SelectOfScalar

from rxbilling.models.billing import Bill, BillLine, BillTax
from rxbilling.models.bulk import Columns, insert_columns
from rxbilling.models.contracts import Contract
from rxbilling.models.customers import Account, Service
from rxbilling.models.organisation import Organisation
from rxbilling.models.people import Rep
from rxbilling.models.quickbooks import ExportItem, QuickBooksListed, QuickBooksName

OURS: dict[str, type[Account | Rep | Service]] = {"account": Account, "rep": Rep, "service": Service}


def ours(db: Database, source: str) -> list[tuple[str, str]]:
    """Return key and name of all our accounts, reps or services, by name."""
    model = OURS[source]
    found = db.exec(select(model.id, model.name).order_by(func.lower(model.name), col(model.id)))
    return [(str(number), name) for number, name in found]


def taxes(db: Database) -> list[str]:
    """Return the names of the taxes of all contracts, of bills outside contracts, and of issued bills, in order."""
    agreed = [*db.exec(select(col(Contract.taxes))), *db.exec(select(col(Organisation.bill_taxes)))]
    billed = select(BillTax.name).join(Bill, col(Bill.id) == col(BillTax.bill_id)).where(Bill.state == "issued")
    return sorted({str(tax["name"]) for taxes_of in agreed for tax in taxes_of} | {*db.exec(billed.distinct())})


def former_services(db: Database) -> list[str]:
    """Return the words for services on issued bills that no service has any more, by name."""
    query = select(BillLine.service).join(Bill, col(Bill.id) == col(BillLine.bill_id))
    query = query.where(Bill.state == "issued", BillLine.kind == "work", BillLine.service != "")
    return sorted(db.exec(query.where(col(BillLine.service).not_in(select(Service.name))).distinct()))


def names(db: Database, kind: str) -> dict[str, QuickBooksName]:
    """Return what is stated of one kind, by its key."""
    return {row.key: row for row in db.exec(select(QuickBooksName).where(QuickBooksName.kind == kind))}


def listed(db: Database, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Return name and id of what is on some lists, by name."""
    query = select(QuickBooksListed.name, QuickBooksListed.their_id).where(col(QuickBooksListed.kind).in_(kinds))
    return list(db.exec(query.order_by(func.lower(QuickBooksListed.name), QuickBooksListed.name)))


def list_sizes(db: Database) -> dict[str, int]:
    """Return how many names each list has that was imported."""
    query = select(QuickBooksListed.kind, func.count(col(QuickBooksListed.id))).group_by(QuickBooksListed.kind)
    return dict(db.exec(query).all())


def replace_list(db: Database, kind: str, rows: Sequence[tuple[str, str]]) -> None:
    """Put a list in the place of the one that was imported before; each name is there once."""
    db.exec(delete(QuickBooksListed).where(col(QuickBooksListed.kind) == kind))
    columns: Columns = {
        "version": [1] * len(rows),
        "kind": [kind] * len(rows),
        "name": [name for name, _ in rows],
        "their_id": [number for _, number in rows],
    }
    insert_columns(db, QuickBooksListed, columns)


def issued(db: Database, first_day: int | None, last_day: int | None) -> Sequence[Bill]:
    """Return the issued bills and credit notes of some days (ordinals, both included), in order of their days."""
    return _of_days(db, select(Bill).where(Bill.state == "issued"), first_day, last_day)


def void_there(db: Database, first_day: int | None, last_day: int | None) -> Sequence[Bill]:
    """Return the void bills of some days that are in some file and whose place no issued one has taken."""
    other = select(Bill).where(Bill.state == "issued").subquery()
    is_sent = select(ExportItem.id).where(ExportItem.kind == "bill", ExportItem.row_id == Bill.id).exists()
    is_replaced = select(other.c.id).where(other.c.replaces_id == Bill.id).exists()
    return _of_days(db, select(Bill).where(Bill.state == "void", is_sent, ~is_replaced), first_day, last_day)


def _of_days(db: Database, query: SelectOfScalar[Bill], first_day: int | None, last_day: int | None) -> Sequence[Bill]:
    if first_day is not None:
        query = query.where(Bill.bill_day >= first_day)
    if last_day is not None:
        query = query.where(Bill.bill_day <= last_day)
    return db.exec(query.order_by(col(Bill.bill_day), col(Bill.id))).all()


def sent(db: Database, kind: str) -> Sequence[int]:
    """Return the numbers of all entries or bills that are in some file."""
    return db.exec(select(ExportItem.row_id).where(ExportItem.kind == kind).distinct()).all()


def sent_in(db: Database, kind: str, export: int) -> Sequence[int]:
    """Return the numbers of the entries or bills that are in a file."""
    return db.exec(select(ExportItem.row_id).where(ExportItem.kind == kind, ExportItem.export_id == export)).all()


def keep_sent(db: Database, export: int, kind: str, numbers: Sequence[int]) -> None:
    """Write down which entries or bills are in a file."""
    count = len(numbers)
    columns: Columns = {
        "version": [1] * count,
        "export_id": [export] * count,
        "kind": [kind] * count,
        "row_id": numbers,
    }
    insert_columns(db, ExportItem, columns)
