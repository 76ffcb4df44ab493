"""kill -9 while mails are sent: none is lost, and at most the one that was on its way goes twice."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rxbilling.models import Mail
from rxbilling.services import mailing
from tests.faults import jobs
from tests.faults.test_kill import KILLS, killed, number, run_sql
from tests.services.conftest import installation
from tests.services.mail_server import mail_server
from tests.services.notice_rows import send_by
from tests.services.rows import ADMIN, add

__all__ = ["installation"]
MAILS = 80


def test_a_mail_goes_twice_only_if_it_was_on_its_way(
    installation: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, port = installation.url.render_as_string(hide_password=False), tmp_path / "port"
    took, unfinished = 0.0, 0
    for turn in range(KILLS + 1):
        add(installation, *(_mail(f"u{turn}-{n}@rx.test") for n in range(MAILS)))
        with mail_server() as post:
            port.write_text(str(post.port))
            _, ran = killed(jobs.send_mails, url, port, turn, took * turn / (KILLS + 1) if turn else None)
            took = took or ran
            noted = number("SELECT count(*) FROM mail WHERE sent_at IS NOT NULL") - turn * MAILS
            # The last one may have been taken before that could be noted.
            assert len(post.taken) - noted in {0, 1}
            unfinished += noted < MAILS
            # What was claimed is free again after a while.
            run_sql("UPDATE mail SET next_at = 0 WHERE sent_at IS NULL")
            send_by(monkeypatch, post.port)
            assert mailing.send_due(ADMIN).sent == MAILS - noted
            times = Counter(mail["To"] for mail in post.taken)
        assert set(times) == {f"u{turn}-{n}@rx.test" for n in range(MAILS)}
        assert sorted(times.values())[:-1] == [1] * (MAILS - 1)
        assert max(times.values()) <= 2
    assert unfinished > 1  # some were killed in the middle


def _mail(address: str) -> Mail:
    return Mail(address=address, key="k", made_at=0, next_at=0, subject="Ends", body="Soon.")
