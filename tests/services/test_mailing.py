"""The outbox against a real mail server: sent once, tried again, given up; one bad address holds nobody else's up."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rxbilling.config import settings
from rxbilling.models import Mail
from rxbilling.services import mailing, smtp
from rxbilling.services.access import Actor, NotNow
from rxbilling.services.mailing import MOST_ATTEMPTS, WAITS_S, send_due, send_test
from rxbilling.services.smtp import Outgoing, Unsent
from tests.services.clock import Clock
from tests.services.mail_server import PASSWORD, USER, Post, certificate, mail_server
from tests.services.notice_rows import mails, send_by
from tests.services.rows import ADMIN, add

GOOD, BAD = "good@example.org", "bad@example.org"
ME = Actor(None, "Ada", "admin", email=GOOD, language="fr")


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[Post]:
    with mail_server() as server:
        send_by(monkeypatch, server.port)
        yield server


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock that the outbox goes by."""
    moved = Clock()
    monkeypatch.setattr(mailing, "now", moved)
    return moved


def write(database: Engine, *addresses: str, at: int = 0, subject: str = "Ends") -> None:
    add(
        database,
        *(
            Mail(address=to, key=f"k{n}", made_at=0, next_at=at, subject=subject, body="Soon.\n")
            for n, to in enumerate(addresses)
        ),
    )


def test_a_mail_is_plain_says_that_a_machine_wrote_it_and_goes_once(office: Engine, post: Post) -> None:
    write(office, GOOD, subject="Échéance\r\nBcc: everybody@example.org")
    assert send_due(ADMIN).sent == 1
    assert send_due(ADMIN).sent == 0
    (made,) = post.taken
    assert (made["From"], made["To"]) == ("Billing <b@rx.test>", GOOD)
    assert made["Subject"] == "Échéance Bcc: everybody@example.org"
    assert made["Bcc"] is None
    assert (made["Auto-Submitted"], made.get_content_type()) == ("auto-generated", "text/plain")
    assert made["Message-ID"].endswith("@rx.test>")
    assert parsedate_to_datetime(made["Date"]).tzinfo is not None
    assert made.get_content() == "Soon.\r\n"
    assert post.recipients == [[GOOD]]
    (row,) = mails()
    assert (row.sent_at is not None, row.error, row.attempts) == (True, "", 1)


def test_one_bad_address_does_not_hold_others_up_and_is_given_up_at_last(
    office: Engine, post: Post, time: Clock
) -> None:
    write(office, BAD, GOOD, "a,b@example.org", at=time())
    post.refused = {BAD}
    first = send_due(ADMIN)
    assert (first.sent, first.failed[BAD]) == (1, "550 no such person here")
    assert set(first.failed) == {BAD, "a,b@example.org"}
    waited = []
    for _ in range(MOST_ATTEMPTS - 1):
        assert send_due(ADMIN) == mailing.Outcome(0, {})
        wait = mails()[0].next_at - time()
        time.pass_by(wait - 1)
        assert send_due(ADMIN).failed == {}
        time.pass_by(1)
        waited.append(wait)
        assert set(send_due(ADMIN).failed) == {BAD, "a,b@example.org"}
    assert tuple(waited) == WAITS_S
    time.pass_by(10 * max(WAITS_S))
    assert send_due(ADMIN) == mailing.Outcome(0, {})
    box = mailing.outbox(ADMIN)
    assert (box.waiting, box.given_up, len(post.taken)) == (0, 2, 1)
    assert "550 no such person here" in {mail.error for mail in mails()}


def test_a_server_that_is_down_costs_no_mail_its_attempts(
    office: Engine, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(office, GOOD, BAD, at=time())
    send_by(monkeypatch, 1)
    for _ in range(MOST_ATTEMPTS + 1):
        assert "127.0.0.1" in send_due(ADMIN).failed
        assert send_due(ADMIN) == mailing.Outcome(0, {})
        time.pass_by(WAITS_S[0])
    assert [(mail.attempts, "refused" in mail.error) for mail in mails()] == [(0, True)] * 2
    assert mailing.outbox(ADMIN).waiting == 2
    with mail_server() as post:
        send_by(monkeypatch, post.port)
        assert send_due(ADMIN).sent == 2


@pytest.mark.parametrize("answer", ["451 come again", "554 nothing of the kind here"])
def test_a_mail_that_is_refused_is_tried_again(office: Engine, post: Post, time: Clock, answer: str) -> None:
    write(office, GOOD, at=time())
    post.answers = [answer]
    assert send_due(ADMIN).failed == {GOOD: answer}
    time.pass_by(WAITS_S[0])
    assert (send_due(ADMIN).sent, mails()[0].error) == (1, "")


def test_a_server_that_hangs_up_is_not_asked_for_more(office: Engine, post: Post, time: Clock) -> None:
    write(office, GOOD, BAD, at=time())
    post.answers = ["421 closing"]
    assert send_due(ADMIN).sent in {0, 1}
    time.pass_by(WAITS_S[0])
    send_due(ADMIN)
    assert sorted(mail["To"] for mail in post.taken) == [BAD, GOOD]


def test_two_that_send_at_once_send_each_once(office: Engine, post: Post) -> None:
    write(office, *(f"u{n}@example.org" for n in range(12)))
    with ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(send_due, [ADMIN] * 3))
    assert (sum(one.sent for one in outcomes), len(post.taken)) == (12, 12)
    assert len({mail["Message-ID"] for mail in post.taken}) == 12


def test_it_stops_between_two_mails(office: Engine, post: Post) -> None:
    write(office, GOOD, BAD)
    assert send_due(ADMIN, lambda: len(post.taken) > 0).sent == 1


def test_tls_and_a_password(office: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    file = certificate(tmp_path)
    with mail_server(file, asks=True) as post:
        send_by(monkeypatch, post.port, smtp_security="starttls", smtp_user=USER, smtp_password=PASSWORD)
        # Nobody vouches for it: nothing is said to it, least of all the password.
        with pytest.raises(NotNow, match="could not be sent") as refused:
            send_test(ME)
        assert "CERTIFICATE_VERIFY_FAILED" in refused.value.message.text("en")
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        send_test(ME)
        monkeypatch.setattr(settings(), "smtp_password", "another")
        with pytest.raises(NotNow) as refused:
            send_test(ME)
        monkeypatch.setattr(settings(), "smtp_security", "none")
        with pytest.raises(NotNow):
            send_test(ME)
    said = refused.value.message.text("en")
    assert "535" in said
    assert "another" not in said
    (made,) = post.taken
    assert post.was_safe == [True]
    assert made["Subject"] == "Message d\u2019essai de rxbilling"


def test_a_test_mail_says_what_is_wrong(office: Engine, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    post.refused = {GOOD}
    with pytest.raises(NotNow) as refused:
        send_test(ME)
    assert refused.value.message.text("en").endswith("550 no such person here")
    monkeypatch.setattr(settings(), "smtp_host", "")
    for who in (ME, ADMIN):
        with pytest.raises(NotNow):
            send_test(who)


@pytest.mark.parametrize("to", ["x", "a@b\r\nBcc: c@d", "a@b, c@d", ""])
def test_nothing_gets_into_a_header(to: str, post: Post) -> None:
    assert not smtp.is_address(to)
    with pytest.raises(Unsent), smtp.server() as opened:
        smtp.send(opened, Outgoing(to, "k", "Subject", "Body"))
    assert post.taken == []
