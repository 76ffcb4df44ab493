"""The statement for a customer: every entry once, what is included and what is billed, and how contracts stand."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from sqlalchemy import Engine

from rxbilling.exchange import account_statement_pdf
from rxbilling.exchange.account_statements import AccountStatement, BalanceLine, ChargedLine
from rxbilling.models import Account
from rxbilling.models.database import writing
from rxbilling.services import account_changes, account_details, account_statements, contract_changes, contract_ledger
from rxbilling.services.access import Invalid, NotThere, Refused
from rxbilling.services.filters import WorkFilter
from rxbilling.services.reports import totals
from tests.services.conftest import Log
from tests.services.contract_rows import HOUR, TODAY, add_plan, draft, on
from tests.services.rows import FINANCE, MANAGER, REP_1

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def contract(office: Engine, log: Log, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return a contract of two hours a month, of which three hours were worked in March, and work that is free."""
    add_plan(office)
    on(monkeypatch, TODAY)
    monkeypatch.setattr("rxbilling.services.account_details.today", lambda _zone: TODAY)
    log("2026-03-02T08:00", "2026-03-02T11:00", ticket_id=2)
    log("2026-03-03T08:00", "2026-03-03T08:30", billable=False)
    log("2026-04-01T08:00", "2026-04-01T09:00")
    return contract_changes.add(MANAGER, draft()).number


def made(first: date = FIRST, last: date = LAST) -> AccountStatement:
    return account_statements.statement(FINANCE, 1, first, last)


def test_it_says_every_entry_once_and_what_of_it_is_included(contract: int) -> None:
    found = made()
    assert (found.organisation, found.account, found.made_on) == ("Test", "Acme", TODAY)
    assert [(line.day.day, line.ticket, line.subject, line.service, line.rep) for line in found.work] == [
        (2, "A9", "Printer", "Remote", "Ana"),
        (3, "", "", "Remote", "Ana"),
    ]
    work, free = found.work
    # The end of February carries half an hour over (R17): two and a half hours are included.
    assert (work.worked_s, work.included_s, work.billed_s) == (3 * HOUR, 9000, 1800)
    assert (work.amount, work.currency, work.billable) == (6_000, "EUR", True)
    assert (free.worked_s, free.included_s, free.billed_s, free.billable) == (1800, 0, 0, False)
    assert (found.amounts(), found.total_s()) == ({"EUR": 6_000}, (12_600, 9000, 1800))
    assert totals(FINANCE, WorkFilter(FIRST, LAST, accounts=(1,))).billable == found.amounts()
    assert contract


def test_contracts_stand_as_on_their_page(contract: int) -> None:
    ledger = contract_ledger.look(FINANCE, contract)
    shown = {line.first: line for line in made(date(2026, 1, 1), LAST).balances}
    assert len(shown) == len(ledger.cycles) > 1
    for cycle in ledger.cycles:
        line = shown[cycle.first]
        assert (line.contract, line.unit, line.currency, line.last) == ("C-1", "second", "EUR", cycle.last)
        assert (line.granted, line.used, line.left) == (cycle.granted, cycle.used, cycle.left)
    assert made(date(2025, 1, 1), date(2025, 12, 31)).balances == []


@pytest.mark.usefixtures("contract")
def test_the_workbook_has_numbers() -> None:
    file = account_statements.excel(FINANCE, 1, FIRST, LAST)
    assert file.name == "statement-acme-2026-03-01-2026-03-31.xlsx"
    entries, contracts = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets
    heads = [cell.value for cell in entries[1]]
    assert heads[-1] == "Amount (EUR)"
    row = dict(zip(heads, (cell.value for cell in entries[2]), strict=True))
    assert (row["Ticket"], row["Amount (EUR)"], row["Billable"]) == ("A9", 60, "Yes")
    assert entries.cell(3, len(heads)).value is None
    assert contracts["A2"].value == "C-1"
    assert "2:00 h" in [cell.value for cell in contracts[2]]


def data(statement: AccountStatement, language: str = "en") -> dict[str, object]:
    return account_statement_pdf._data(statement, language)


@pytest.mark.usefixtures("contract")
def test_the_pdf_is_in_the_language_of_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[dict[str, object]] = []
    real = account_statement_pdf.compiled
    monkeypatch.setattr(account_statement_pdf, "compiled", lambda name, it: [said.append(it), real(name, it)][1])
    assert account_statements.pdf(FINANCE, 1, FIRST, LAST).content.startswith(b"%PDF-")
    account_changes.change(MANAGER, 1, 1, replace(account_details.look(MANAGER, 1).draft, language="fr"))
    assert account_statements.pdf(FINANCE, 1, FIRST, LAST).content.startswith(b"%PDF-")
    english, french = said
    assert (english["lang"], french["lang"], english["when"]) == ("en", "fr", "Mar 1\u2009–\u200931, 2026")
    lines = english["work"]
    assert isinstance(lines, list)
    assert [(line["hours"], line["included"], line["billed"], line["amount"], line["why"]) for line in lines] == [
        ("3:00", "2:30", "0:30", "€60.00", ""),
        ("0:30", "", "", "", "free"),
    ]
    balances = french["balances"]
    assert isinstance(balances, list)
    assert (balances[-1]["used"], balances[-1]["left"]) == ("2:30 h", "0:00 h")


@pytest.mark.usefixtures("contract")
def test_a_month_without_work_says_so() -> None:
    empty = made(date(2020, 1, 1), date(2020, 1, 31))
    assert (empty.work, empty.balances, empty.amounts()) == ([], [], {})
    assert data(empty)["total"] == {"hours": "0:00", "included": "0:00", "billed": "0:00", "amounts": ["–"]}
    assert account_statements.pdf(FINANCE, 1, date(2020, 1, 1), date(2020, 1, 31)).content.startswith(b"%PDF-")


@pytest.mark.usefixtures("contract")
def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused):
        account_statements.pdf(REP_1, 1, FIRST, LAST)
    with pytest.raises(NotThere):
        account_statements.pdf(FINANCE, 99, FIRST, LAST)
    with pytest.raises(Invalid):
        made(LAST, FIRST)
    monkeypatch.setattr(account_statements, "MOST_ENTRIES", 1)
    with pytest.raises(Invalid):
        made()


@pytest.mark.usefixtures("contract")
def test_amounts_have_the_minor_units_of_their_currency() -> None:
    line = ChargedLine(FIRST, "T", "", "", "Ana", 60, 0, 60, 1234, "JPY", billable=True)
    dinars = replace(line, amount=1234, currency="TND")
    both = replace(made(), work=[line, dinars, replace(line, amount=None, currency="")])
    found = data(both)
    assert found["total"]["amounts"] == ["¥1,234", "TND1.234"]  # type: ignore[index]  # words and lists
    assert [one["why"] for one in found["work"]] == ["", "", "open"]  # type: ignore[attr-defined]  # as above


def test_a_pdf_takes_any_text() -> None:
    evil = "#panic() $x$ *bold* _it_ <b> \\ \" ' “ü” 日本 🙂\nsecond line"
    line = ChargedLine(FIRST, evil, evil, evil, evil, 3601, 60, 3541, 1, "EUR", billable=True)
    sums = BalanceLine(evil, evil, FIRST, None, "request", "EUR", 5, 0, 0, 6, 1, -2)
    full = AccountStatement(evil, evil, evil, evil, FIRST, LAST, TODAY, [line] * 200, [sums])
    for language in ("en", "fr"):
        assert account_statement_pdf.account_statement_pdf(full, language).startswith(b"%PDF-")


def test_an_account_of_another_name_has_a_safe_file_name(office: Engine) -> None:
    with writing(office) as db:
        db.add(Account(id=9, name="Ünder/..\\Score"))
    assert account_statements.pdf(FINANCE, 9, FIRST, LAST).name == "statement-ünder----score-2026-03-01-2026-03-31.pdf"
