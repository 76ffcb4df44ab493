"""Lists as files: with the filter and the rights of their page, remembered, and the same again."""

import csv
import io
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from rxbilling.exchange.listing import Listing, write_list_csv
from rxbilling.models import Export, Ticket
from rxbilling.models.database import reading
from rxbilling.services import (
    audit_listing,
    bill_voids,
    contract_changes,
    customer_listings,
    expense_changes,
    listings,
    work_listings,
)
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.account_list import AccountQuery
from rxbilling.services.audit_log import AuditFilter
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.contract_list import ContractQuery
from rxbilling.services.filters import ExpenseFilter
from rxbilling.services.ticket_list import TicketQuery
from tests.services.bill_steps import MARCH, add_contract, issued, priced
from tests.services.contract_rows import TODAY, add_plan, draft, on
from tests.services.expense_rows import INTERNAL, TRAIN
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, REP_2, Work, add, add_work

Rows = list[dict[str, str]]


def rows(listing: Listing) -> Rows:
    out = io.BytesIO()
    write_list_csv(listing, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def values(listing: Listing, *headers: str) -> list[tuple[str, ...]]:
    return [tuple(row[header] for header in headers) for row in rows(listing)]


@pytest.fixture
def worked(office: Engine) -> Engine:
    add_work(
        office,
        Work(account=1, rep=1, day="2026-03-03", amount=12_345, ticket=1),
        Work(account=1, rep=2, day="2026-03-01", amount=700, ticket=1),
    )
    return office


@pytest.mark.usefixtures("worked")
def test_tickets_have_the_work_that_the_actor_sees() -> None:
    of_all, own = (work_listings.tickets(actor, TicketQuery("t1")) for actor in (MANAGER, REP_2))
    assert values(of_all, "Ticket", "Account", "State", "Hours worked", "Price (EUR)") == [
        ("T1", "Acme", "Open", "2:00:00", "130.45")
    ]
    assert values(own, "Hours worked", "Price (EUR)") == [("1:00:00", "7.00")]
    assert (of_all.totals, own.totals) == ({"EUR": 13_045}, {"EUR": 700})


def test_a_list_is_whole_however_many_pages_it_has(office: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (listings, work_listings, customer_listings, audit_listing):
        monkeypatch.setattr(module, "BLOCK", 2)
    add(office, *[Ticket(id=100 + n, number=f"X{n}", account_id=1, subject="", opened_at=n) for n in range(5)])
    for _ in range(3):
        expense_changes.add(COMMAND_LINE, INTERNAL)
    found = values(work_listings.tickets(ADMIN, TicketQuery("X")), "Ticket")
    assert sorted(found) == [("X0",), ("X1",), ("X2",), ("X3",), ("X4",)]
    assert len(work_listings.expenses(ADMIN, ExpenseFilter())) == 3
    assert len(audit_listing.audit(ADMIN, AuditFilter(subject="expense"), lambda _: ("", "", ""))) == 3


@pytest.mark.usefixtures("office")
def test_expenses_are_those_of_the_filter_and_of_the_rep() -> None:
    for one in (TRAIN, INTERNAL, replace(TRAIN, rep_id=2, amount=5000, note="@home")):
        expense_changes.add(COMMAND_LINE, one)
    of_all = work_listings.expenses(FINANCE, ExpenseFilter(accounts=(1,)))
    assert values(of_all, "Rep", "Account", "Note", "Billing", "Reimbursed") == [
        ("Aaron", "Acme", "'@home", "Unbilled", "No"), ("Ana", "Acme", TRAIN.note, "Unbilled", "No"),
    ]  # fmt: skip
    assert sum(of_all.totals.values()) == TRAIN.amount + 5000
    assert {row["Rep"] for row in rows(work_listings.expenses(REP_1, ExpenseFilter()))} == {"Ana"}


@pytest.mark.usefixtures("worked")
def test_accounts_tell_reps_nothing_of_contracts_and_amounts() -> None:
    of_all, own = (customer_listings.accounts(actor, AccountQuery("acme")) for actor in (MANAGER, REP_1))
    assert values(of_all, "Account", "Active", "Unbilled (EUR)") == [("Acme", "Yes", "130.45")]
    assert set(rows(of_all)[0]) - set(rows(own)[0]) == {"Running contracts", "Unbilled (EUR)"}
    assert own.totals == {}


def test_contracts_have_what_they_include_in_its_unit(office: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    add_plan(office)
    on(monkeypatch, TODAY)
    contract_changes.add(MANAGER, draft(number="-1"))
    listing = customer_listings.contracts(FINANCE, ContractQuery(state="active"))
    assert values(listing, "Contract", "Account", "First day", "Base charge (EUR)", "Included hours", "Hours used") == [
        ("'-1", "Acme", "2026-01-31", "200.00", "2:30:00", "0:00:00")
    ]
    assert rows(customer_listings.contracts(FINANCE, ContractQuery(state="draft"))) == []


def test_what_void_bills_came_to_is_in_no_total(office: Engine) -> None:
    add_contract(office)
    priced(office)
    number = issued(MARCH)[0]
    before = customer_listings.bills(FINANCE, BillQuery())
    bill_voids.void(FINANCE, number, "twice")
    after = customer_listings.bills(FINANCE, BillQuery())
    (total,) = before.totals.values()
    said = f"{total / 100:.2f}"
    assert values(before, "Total (EUR)") == [(said,)]
    assert (values(after, "State", "Void (EUR)"), after.totals) == ([("Void", said)], {})
    assert "Total (EUR)" not in rows(after)[0]


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_is_remembered_and_the_same_again(ending: listings.Ending) -> None:
    query = TicketQuery("t1")
    for _ in range(2):
        listing = work_listings.tickets(REP_1, query)
        listings.export(REP_1, "tickets", ending, listing, query.to_query()).close()
    with reading() as db:
        first, again = db.exec(select(Export).order_by(col(Export.id)))
    assert (first.format, first.filter, first.row_count, first.totals) == (
        f"tickets.{ending}", "text=t1", 1, {"EUR": 12_345},
    )  # fmt: skip
    assert first.sha256 == again.sha256


@pytest.mark.parametrize(
    "query",
    [
        TicketQuery("a b&c", "open", 3, without_time=True), TicketQuery(), AccountQuery("é", only_active=False),
        AccountQuery(), ContractQuery("x", 1, 2, "expired"), BillQuery("y", (4,), 5, "paid"), BillQuery(),
    ],
)  # fmt: skip
def test_what_is_looked_for_is_the_same_through_an_address(query: TicketQuery | AccountQuery) -> None:
    assert query.from_query(dict(parse_qsl(query.to_query()))) == query


def test_what_an_address_cannot_mean_is_passed_over() -> None:
    wrong = {"text": "\x00a", "state": "lost", "account": "-1", "plan": "9" * 30, "contract": "x", "status": "x"}
    assert TicketQuery.from_query(wrong) == TicketQuery("a")
    assert ContractQuery.from_query(wrong) == ContractQuery("a")
    assert BillQuery.from_query(wrong) == BillQuery("a")
