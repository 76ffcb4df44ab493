"""Bills by e-mail, to a real mail server: with their PDF, in their language, once unless it is meant again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from rxbilling.config import settings
from rxbilling.models import Account, Organisation
from rxbilling.models.database import writing
from rxbilling.services import bill_details, bill_list, bill_mails, bill_voids, mailing
from rxbilling.services.access import Invalid, NotNow
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.bill_mails import addresses_in
from tests.services.bill_steps import add_contract, drafts, issued, priced
from tests.services.conftest import Log
from tests.services.mail_server import Post, mail_server
from tests.services.notice_rows import mails, send_by
from tests.services.rows import ADMIN, FINANCE

BOOKS, BOSS = "books@acme.example", "boss@acme.example"


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    with mail_server() as server:
        send_by(monkeypatch, server.port)
        yield server


@pytest.fixture
def worked(office: Engine, log: Log) -> Engine:
    """Return the office with work for two accounts: the first reads French, the second has no address."""
    add_contract(office, bill_email=f"{BOOKS}, {BOSS}")
    log()
    log(account_id=2)
    priced(office)
    with writing(office) as db:
        db.get_one(Account, 1).language = "fr"
        db.get_one(Organisation, 1).email = "office@rx.test"
    return office


def test_a_bill_goes_with_its_pdf_in_its_language(worked: Engine, post: Post) -> None:
    bill = issued()[0]
    bill_mails.send(FINANCE, bill, [BOOKS, BOSS, BOOKS.upper()], 0)
    # The file is made when it goes: the queue stays small.
    assert max(len(mail.body) for mail in mails()) < 1000
    assert mailing.send_due(ADMIN).sent == 2
    assert [mail["Reply-To"] for mail in post.taken] == ["office@rx.test"] * 2
    assert sorted(to for tos in post.recipients for to in tos) == sorted([BOOKS.upper(), BOSS])
    first = post.taken[0]
    assert first["Subject"] == "Facture 0001 de Test"
    body = first.get_body()
    assert body is not None
    text = body.get_content()
    assert "Veuillez trouver ci-joint notre facture 0001 du 2 avr. 2026, d\u2019un montant de 300,00" in text
    assert "d\u2019ici au 2 mai 2026." in text
    (file,) = first.iter_attachments()
    assert (file.get_content_type(), file.get_filename()) == ("application/pdf", "0001-acme.pdf")
    assert file.get_content().startswith(b"%PDF-")
    assert [(mail.address, mail.sent_at is not None) for mail in bill_mails.mailed(FINANCE, bill)] == [
        (BOSS, True),
        (BOOKS.upper(), True),
    ]
    (event, *_) = bill_details.look(FINANCE, bill).history
    assert (event.action, event.after) == ("send", {"bill": "0001", "addresses": f"{BOOKS.upper()}, {BOSS}"})


def test_it_is_sent_again_only_by_who_knows_that_it_was_sent(worked: Engine, post: Post) -> None:
    bill = issued()[0]
    bill_mails.send(FINANCE, bill, [BOOKS], 0)
    with pytest.raises(NotNow, match="sent meanwhile"):
        bill_mails.send(FINANCE, bill, [BOOKS], 0)
    bill_mails.send(FINANCE, bill, [BOOKS], 1)
    assert mailing.send_due(ADMIN).sent == 2
    assert len({mail["Message-ID"] for mail in post.taken}) == 2


def test_many_are_sent_to_their_own_addresses_once(worked: Engine, post: Post) -> None:
    ids = issued()
    assert bill_mails.send_many(FINANCE, ids) == bill_mails.Sent(["0001"], [], ["0002"])
    assert bill_mails.send_many(FINANCE, [*ids, 99]) == bill_mails.Sent([], ["0001"], ["0002"])
    assert mailing.send_due(ADMIN).sent == 2
    listed = bill_list.some(FINANCE, BillQuery()).rows
    assert {one.number: one.is_mailed for one in listed} == {"0001": True, "0002": False}


def test_what_is_not_issued_is_not_sent(worked: Engine, post: Post) -> None:
    bill = drafts()[0]
    for send in (lambda: bill_mails.send(FINANCE, bill, [BOOKS], 0), lambda: bill_mails.send_many(FINANCE, [bill])):
        with pytest.raises(NotNow, match="Only issued"):
            send()
    assert mails() == []


def test_a_bill_that_becomes_void_stays_here(worked: Engine, post: Post) -> None:
    bill = issued()[0]
    bill_mails.send(FINANCE, bill, [BOOKS], 0)
    mailing.send_due(ADMIN)
    bill_mails.send(FINANCE, bill, [BOSS], 1)
    bill_voids.void(FINANCE, bill, "Wrong")
    assert mailing.send_due(ADMIN).sent == 0
    assert [mail.address for mail in bill_mails.mailed(FINANCE, bill)] == [BOOKS]


@pytest.mark.parametrize("addresses", [[], ["nobody"], ["a@b\r\nBcc: c@d"], ["a@b.example"] * 11])
def test_addresses_are_looked_at(worked: Engine, post: Post, addresses: list[str]) -> None:
    bill = issued()[0]
    with pytest.raises(Invalid) as refused:
        bill_mails.send(FINANCE, bill, addresses, 0)
    assert refused.value.field == "addresses"
    assert mails() == []


def test_without_a_server_it_is_refused(worked: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    bill = issued()[0]
    monkeypatch.setattr(settings(), "smtp_host", "")
    with pytest.raises(NotNow, match="No mail server"):
        bill_mails.send(FINANCE, bill, [BOOKS], 0)
    assert mails() == []


def test_addresses_are_typed_with_anything_between() -> None:
    assert addresses_in(f" {BOOKS}; {BOSS},\n{BOOKS} ") == (BOOKS, BOSS)
