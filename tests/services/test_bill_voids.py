"""What is taken back of issued bills: voids release, credit notes do not; payments, and extra charges (R22, R26)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from rxbilling.engine.terms import Tax
from rxbilling.models import Account, Bill, Expense, Organisation, TimeEntry
from rxbilling.models.database import reading, writing
from rxbilling.services import (
    bill_credits,
    bill_details,
    bill_issuing,
    bill_list,
    bill_runs,
    bill_settings,
    bill_voids,
    checks,
    closing,
    extra_charges,
    payments,
)
from rxbilling.services.access import Changed, Invalid, NotNow, NotThere
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.bill_settings import BillSettings, Way
from rxbilling.services.extra_charges import ExtraDraft
from rxbilling.services.payments import PaymentDraft
from tests.services.bill_steps import APRIL, ISSUED, MARCH, add_contract, drafts, issued, paper, priced
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE, add

VAT = [{"name": "VAT", "bp": 2000}, {"name": "Levy", "bp": 333}]


@pytest.fixture
def billed(office: Engine, log: Log) -> int:
    """Return an issued bill: base 200.00, two tickets, an expense; two taxes."""
    add_contract(office, taxes=VAT, discount_bp=500)
    log(ticket_id=1)
    log(start="2026-03-03T09:00", end="2026-03-03T09:20", ticket_id=2)
    day = date(2026, 3, 5).toordinal()
    add(office, Expense(rep_id=1, account_id=1, day=day, category="Hotel", currency="EUR", amount=9_001))
    priced(office)
    (number,) = issued()
    return number


def sound() -> None:
    assert [message.text("en") for message in checks.problems(ADMIN)] == []


def marks(database: Engine) -> list[str]:
    with reading(database) as db:
        return [db.get_one(model, 1).billed_reference for model in (TimeEntry, Expense)]


def status(number: int) -> tuple[str, int]:
    found = bill_details.look(FINANCE, number)
    return found.status, found.open


def test_voiding_releases_everything_and_keeps_the_number(office: Engine, billed: int) -> None:
    """R26: voiding the bill releases them."""
    assert marks(office) == ["0001", "0001"]
    bill_voids.void(FINANCE, billed, "wrong address")
    assert marks(office) == ["", ""]
    found = bill_details.look(FINANCE, billed)
    assert (found.status, found.void_reason, found.paper.number) == ("void", "wrong address", "0001")
    sound()
    (again,) = bill_voids.again(FINANCE, billed)
    assert bill_issuing.issue(FINANCE, [again], ISSUED) == ["0002"]
    assert replace(paper(again), id=billed, state="void", number="0001", refers_to="") == paper(billed)
    assert paper(again).refers_to == "0001"
    assert [(link.relation, link.id) for link in bill_details.look(FINANCE, billed).links] == [("replaced_by", again)]
    assert marks(office) == ["0002", "0002"]
    sound()
    with pytest.raises(NotNow):
        bill_voids.again(FINANCE, billed)


def test_a_void_bill_of_closed_work_releases_it_too(office: Engine, billed: int) -> None:
    with reading(office) as db:
        version = db.get_one(Organisation, 1).version
    closing.close(FINANCE, date(2026, 3, 31), version)
    bill_voids.void(FINANCE, billed, "wrong")
    assert marks(office) == ["", ""]
    (again,) = bill_voids.again(FINANCE, billed)
    bill_issuing.issue(FINANCE, [again], ISSUED)
    assert paper(again).total == paper(billed).total
    sound()


def test_a_bill_is_void_once_with_a_reason_and_never_where_it_was_paid(billed: int) -> None:
    with pytest.raises(Invalid):
        bill_voids.void(FINANCE, billed, " ")
    payment = payments.add(FINANCE, billed, PaymentDraft(ISSUED, 100))
    with pytest.raises(NotNow):
        bill_voids.void(FINANCE, billed, "wrong")
    payments.remove(FINANCE, payment)
    note = bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    with pytest.raises(NotNow):
        bill_voids.void(FINANCE, billed, "wrong")
    bill_voids.void(FINANCE, note, "by mistake")
    bill_voids.void(FINANCE, billed, "wrong")
    for number in (note, billed):
        with pytest.raises(NotNow):
            bill_voids.void(FINANCE, number, "wrong")
    with pytest.raises(NotThere):
        bill_voids.void(FINANCE, 99, "wrong")
    sound()


def test_credited_in_parts_or_at_once_nothing_is_left(office: Engine, billed: int) -> None:
    bill = paper(billed)
    first = bill_credits.credit(FINANCE, billed, {1: 7_001, 2: 33}, "a part")
    left = bill_details.look(FINANCE, billed).creditable
    with pytest.raises(Invalid) as refused:
        bill_credits.credit(FINANCE, billed, {1: left[1] + 1}, "too much")
    assert (refused.value.field, "of “Gold” can be credited" in refused.value.message.text("en")) == ("line_1", True)
    second = bill_credits.credit(FINANCE, billed, {3: 1}, "a cent")
    rest = bill_credits.credit(FINANCE, billed, None, "all")
    notes = [paper(number) for number in (first, second, rest)]
    assert (notes[0].kind, notes[0].number, notes[0].refers_to, notes[0].note) == ("credit", "0002", "0001", "a part")
    assert [(line.text, line.amount, line.quantity) for line in notes[0].lines] == [
        ("Gold", -7_001, ""),
        ("Printer", -33, ""),
    ]
    assert sum(note.total for note in notes) == -bill.total
    for place, tax in enumerate(bill.taxes):
        assert sum(note.taxes[place].amount for note in notes) == -tax.amount
    assert status(billed) == ("credited", 0)
    assert bill_details.look(FINANCE, billed).creditable == {}
    with pytest.raises(Invalid):
        bill_credits.credit(FINANCE, billed, None, "once more")
    assert marks(office) == ["0001", "0001"]
    assert len(bill_runs.preview(FINANCE, MARCH).bills) == 0
    sound()


def test_a_credit_note_is_neither_credited_nor_paid(billed: int) -> None:
    note = bill_credits.credit(FINANCE, billed, None, "all")
    with pytest.raises(NotNow):
        bill_credits.credit(FINANCE, note, None, "all")
    with pytest.raises(NotNow):
        payments.add(FINANCE, note, PaymentDraft(ISSUED, 1))
    assert status(note) == ("credit", 0)


def test_payments_lead_from_open_to_paid(billed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rxbilling.services.bill_days.today", lambda _zone: ISSUED)
    total = paper(billed).total
    assert status(billed) == ("open", total)
    with pytest.raises(Invalid, match="money back: Credit"):
        payments.add(FINANCE, billed, PaymentDraft(ISSUED, -1))
    for wrong in (0, total + 1):
        with pytest.raises(Invalid):
            payments.add(FINANCE, billed, PaymentDraft(ISSUED, wrong))
    with pytest.raises(Invalid, match="still to come"):
        payments.add(FINANCE, billed, PaymentDraft(ISSUED + timedelta(days=1), 1_000))
    payments.add(FINANCE, billed, PaymentDraft(ISSUED, 1_000, "cheque"))
    assert status(billed) == ("partly_paid", total - 1_000)
    last = payments.add(FINANCE, billed, PaymentDraft(ISSUED, total - 1_000))
    assert status(billed) == ("paid", 0)
    payments.remove(FINANCE, last)
    assert (status(billed), paper(billed).paid) == (("partly_paid", total - 1_000), 1_000)
    with pytest.raises(NotThere):
        payments.remove(FINANCE, last)
    assert [row.id for row in bill_list.some(FINANCE, BillQuery(status="partly_paid")).rows] == [billed]


def test_an_extra_charge_comes_with_the_next_bill_once(office: Engine) -> None:
    add_contract(office)
    given = ExtraDraft(1, 1, date(2026, 3, 5), "Blue cable", 333, 1500)
    number = extra_charges.add(FINANCE, replace(given, text=" Blue\t cable\n"))
    wrong = extra_charges.add(FINANCE, replace(given, text="Wrong"))
    extra_charges.remove(FINANCE, wrong)
    assert [(one.draft, one.amount, one.currency) for one in extra_charges.some(FINANCE, 1)] == [(given, 500, "EUR")]
    (bill,) = issued()
    assert [(line.text, line.quantity, line.price, line.amount) for line in paper(bill).lines][1] == (
        "Blue cable",
        "1.5",
        333,
        500,
    )
    assert extra_charges.some(FINANCE) == []
    with pytest.raises(NotNow):
        extra_charges.remove(FINANCE, number)
    assert [line.text for one in bill_runs.preview(FINANCE, APRIL).bills for line in one.lines] == ["Gold"]
    bill_voids.void(FINANCE, bill, "wrong")
    extra_charges.remove(FINANCE, number)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "wrong",
    [{"text": " "}, {"quantity": 0}, {"price": -1}, {"price": 10**17}, {"account_id": 99}, {"contract_id": 9}],
)
def test_extra_charges_that_cannot_be(wrong: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        extra_charges.add(FINANCE, replace(ExtraDraft(1, None, ISSUED, "Cable", 333), **wrong))


@pytest.mark.usefixtures("office")
def test_an_extra_charge_that_comes_to_nothing_or_less_is_refused_with_a_reason() -> None:
    with pytest.raises(Invalid) as refused:
        extra_charges.add(FINANCE, ExtraDraft(1, None, ISSUED, "Cable", 1, 333))
    assert refused.value.message.text("en").startswith("This comes to €0.00, rounded:")
    for price in (0, -5):
        with pytest.raises(Invalid, match="money back: Credit"):
            extra_charges.add(FINANCE, ExtraDraft(1, None, ISSUED, "Cable", price))


def test_bills_say_what_the_settings_say(office: Engine, log: Log) -> None:
    _, version = bill_settings.look(FINANCE)
    said = BillSettings("A-", 7, "entry", "decimal", "line", (Tax("VAT", 2000),), 10, "Here 1", "FR1", "a@b.c", "IBAN")
    bill_settings.save(FINANCE, said, version)
    assert bill_settings.look(FINANCE) == (said, version + 1)
    log(note="Reset")
    priced(office)
    (number,) = issued()
    bill = paper(number)
    assert (bill.number, bill.footer, bill.organisation.address, bill.due_day) == (
        "A-0007",
        "IBAN",
        "Here 1",
        date(2026, 4, 12),
    )
    assert [(line.text, line.quantity) for line in bill.lines] == [("Reset", "1")]
    assert bill.total == 12_000
    _, version = bill_settings.look(FINANCE)
    for wrong in ({"next_number": 7}, {"prefix": "A" * 21}, {"email": "x"}, {"detail": "none"}, {"payment_days": -1}):
        with pytest.raises(Invalid):
            bill_settings.save(FINANCE, replace(said, **{"next_number": 8} | wrong), version)
    with pytest.raises(Changed):
        bill_settings.save(FINANCE, replace(said, next_number=8), version - 1)


def test_a_series_that_has_begun_has_no_gap_and_another_prefix_begins_another(office: Engine, log: Log) -> None:
    log()
    priced(office)
    issued()
    said, version = bill_settings.look(FINANCE)
    assert said.next_number == 2
    for number in (0, 1, 3, 100):
        with pytest.raises(Invalid, match=r"^(?!.*100)"):
            bill_settings.save(FINANCE, replace(said, next_number=number), version)
    bill_settings.save(FINANCE, replace(said, prefix="B-", next_number=100), version)
    bill_settings.save(FINANCE, replace(said, prefix="C-", next_number=5), version + 1)
    bill_settings.save(FINANCE, replace(said, footer="Thank you"), version + 2)
    assert bill_settings.look(FINANCE)[0].next_number == 2


def test_numbers_go_on_after_a_gap_that_was_made_before(office: Engine, log: Log) -> None:
    log()
    priced(office)
    issued()
    with writing(office) as db:
        db.get_one(Organisation, 1).bill_next_number = 50
    said, version = bill_settings.look(FINANCE)
    bill_settings.save(FINANCE, replace(said, footer="Thank you"), version)
    bill_settings.save(FINANCE, replace(said, next_number=2), version + 1)
    assert bill_settings.look(FINANCE)[0].next_number == 2


def test_an_account_has_its_own_way(office: Engine, log: Log) -> None:
    way, version = bill_settings.way_of(FINANCE, 1)
    assert way == Way()
    bill_settings.set_way(FINANCE, 1, version, Way("service", "decimal"))
    log()
    priced(office)
    assert [(line.text, line.quantity) for line in paper(drafts()[0]).lines] == [("Remote", "1")]
    with pytest.raises(Invalid):
        bill_settings.set_way(FINANCE, 1, version + 1, Way("none"))
    with writing(office) as db:
        assert (db.get_one(Account, 1).bill_detail, db.get_one(Bill, 1).detail) == ("service", "service")


@pytest.mark.parametrize(("own", "wanted"), [("", "books@acme.example"), ("it@acme.example", "it@acme.example")])
def test_a_bill_goes_to_the_address_of_its_contract_or_else_of_its_account(
    office: Engine, log: Log, own: str, wanted: str
) -> None:
    _, version = bill_settings.way_of(FINANCE, 1)
    with pytest.raises(Invalid, match="e-mail"):
        bill_settings.set_way(FINANCE, 1, version, Way(email="nobody"))
    bill_settings.set_way(FINANCE, 1, version, Way(email=" books@acme.example "))
    with pytest.raises(Changed):
        bill_settings.set_way(FINANCE, 1, version, Way())
    add_contract(office, bill_email=own)
    log(account_id=1)
    priced(office)
    assert paper(drafts()[0]).account.email == wanted


def test_what_is_credited_is_not_asked_for_any_more(billed: int) -> None:
    total = paper(billed).total
    note = bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    credited = -paper(note).total
    payments.add(FINANCE, billed, PaymentDraft(ISSUED, 30))
    assert (paper(billed).paid, paper(billed).credited, paper(billed).open) == (30, credited, total - credited - 30)
    assert bill_details.look(FINANCE, billed).open == paper(billed).open


def test_a_paid_bill_can_be_credited_and_takes_nothing_from_others(billed: int) -> None:
    payments.add(FINANCE, billed, PaymentDraft(ISSUED, paper(billed).total))
    bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    assert (paper(billed).open, bill_details.look(FINANCE, billed).open) == (0, 0)
    listed = bill_list.some(FINANCE, bill_list.BillQuery())
    assert [row.open for row in listed.rows] == [0] * len(listed.rows)
    assert [one.open for one in listed.sums] == [0]
    sound()


def test_what_is_credited_is_not_paid(billed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bill of which nothing was paid is open while credits take a part of it, and credited when they take all."""
    monkeypatch.setattr("rxbilling.services.bill_days.today", lambda _zone: ISSUED)
    bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    assert status(billed) == ("open", paper(billed).open)
    assert found_under(billed) == ["open"]
    rest = bill_credits.credit(FINANCE, billed, None, "all")
    assert (status(billed), found_under(billed)) == (("credited", 0), ["credited"])
    bill_voids.void(FINANCE, rest, "by mistake")
    payments.add(FINANCE, billed, PaymentDraft(ISSUED, 30))
    assert found_under(billed) == ["partly_paid"]
    bill_credits.credit(FINANCE, billed, None, "all")
    assert (paper(billed).back, found_under(billed)) == (30, ["paid"])


def test_a_bill_that_is_credited_in_part_is_overdue_after_its_day(billed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    due = paper(billed).due_day
    assert due is not None
    for late, wanted in ((0, "open"), (1, "overdue")):
        monkeypatch.setattr("rxbilling.services.bill_days.today", lambda _zone, days=late: due + timedelta(days=days))
        assert status(billed) == (wanted, paper(billed).open)


def test_what_was_paid_before_a_credit_is_owed_to_the_customer(billed: int) -> None:
    total = paper(billed).total
    payments.add(FINANCE, billed, PaymentDraft(ISSUED, total))
    assert (paper(billed).back, backs(billed)) == (0, (0, [0]))
    note = bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    credited = -paper(note).total
    assert (status(billed), paper(billed).back, backs(billed)) == (("paid", 0), credited, (credited, [credited]))
    assert (paper(note).back, backs(note)) == (0, (0, [credited]))


def test_what_is_paid_back_is_owed_no_more(billed: int) -> None:
    payment = payments.add(FINANCE, billed, PaymentDraft(ISSUED, paper(billed).total))
    with pytest.raises(Invalid, match="is to be paid back"):
        payments.pay_back(FINANCE, billed, PaymentDraft(ISSUED, 1))
    credited = -paper(bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")).total
    first = payments.pay_back(FINANCE, billed, PaymentDraft(ISSUED, 30, "transfer"))
    assert (paper(billed).back, paper(billed).paid) == (credited - 30, paper(billed).total - 30)
    with pytest.raises(Invalid, match="to be paid back"):
        payments.pay_back(FINANCE, billed, PaymentDraft(ISSUED, credited - 29))
    payments.pay_back(FINANCE, billed, PaymentDraft(ISSUED, credited - 30))
    assert (status(billed), paper(billed).back, backs(billed)) == (("paid", 0), 0, (0, [0]))
    assert [one.amount for one in bill_details.look(FINANCE, billed).payments][1:] == [-30, 30 - credited]
    with pytest.raises(NotNow, match="was paid back"):
        payments.remove(FINANCE, payment)
    payments.remove(FINANCE, first)
    assert (paper(billed).back, backs(billed)) == (30, (30, [30]))
    sound()


def test_a_payment_stays_while_it_was_paid_back(billed: int) -> None:
    total = paper(billed).total
    half, _ = (payments.add(FINANCE, billed, PaymentDraft(ISSUED, part)) for part in (total // 2, total - total // 2))
    note = bill_credits.credit(FINANCE, billed, {1: 100}, "sorry")
    back = payments.pay_back(FINANCE, billed, PaymentDraft(ISSUED, paper(billed).back))
    with pytest.raises(NotNow, match="was paid back"):
        payments.remove(FINANCE, half)
    bill_voids.void(FINANCE, note, "by mistake")
    assert paper(billed).open == -paper(note).total
    payments.remove(FINANCE, back)
    payments.remove(FINANCE, half)
    assert paper(billed).open == total // 2


def found_under(number: int) -> list[str]:
    """Return the states under which a bill is found in the list."""
    return [
        word
        for word in bill_list.STATUSES
        if number in {row.id for row in bill_list.some(FINANCE, BillQuery(status=word)).rows}
    ]


def backs(number: int) -> tuple[int, list[int]]:
    """Return what the list says is to be paid back of a bill, and of all."""
    listed = bill_list.some(FINANCE, BillQuery())
    return next(row.back for row in listed.rows if row.id == number), [one.back for one in listed.sums]
