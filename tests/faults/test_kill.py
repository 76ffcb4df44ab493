"""kill -9 at many moments: nothing that was committed is lost, nothing is half there, and everything goes on."""

import multiprocessing
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rxbilling.models.database import reading, writing
from rxbilling.services import backup, bill_drafts, bill_voids, demo
from rxbilling.services.checks import problems
from tests.faults import jobs
from tests.services.conftest import installation
from tests.services.rows import ADMIN

__all__ = ["installation"]
ENTRIES = 300
KILLS = 7
PATIENCE_S = 60
CONTEXT = multiprocessing.get_context("forkserver")
# Imported once, so that a job begins as soon as its process does.
CONTEXT.set_forkserver_preload(["rxbilling.cli"])


def number(sql: str) -> int:
    """Return the one number that a query finds in the database of this process."""
    with reading() as db:
        return int(db.connection().exec_driver_sql(sql).scalar_one())


def all_rows_or_none(turn: int, told: list[int], _before: int) -> None:
    rows = number(
        f"SELECT count(*) FROM time_entry t JOIN account a ON a.id = t.account_id WHERE a.name = '{jobs.name_of(turn)}'"  # noqa: S608 - a name from here
    )
    accounts = number(f"SELECT count(*) FROM account WHERE name = '{jobs.name_of(turn)}'")  # noqa: S608 - as above
    assert (rows, accounts) in {(0, 0), (jobs.ROWS, 1)}
    assert rows or jobs.DONE not in told


def every_edit_that_was_told(_turn: int, told: list[int], before: int) -> None:
    last = max([before, *told])
    # The last one may be committed before it could say so.
    assert number(LENGTH) in {last, last + jobs.MINUTE}


def all_of_the_backup_or_nothing(turn: int, told: list[int], _before: int) -> None:
    """Each turn begins with another name than the backup has."""
    kept = number("SELECT count(*) FROM account WHERE name = 'kept'")
    now = number(f"SELECT count(*) FROM account WHERE name = 'turn {turn}'")  # noqa: S608 - a number
    assert {kept, now} == {0, 1}
    assert kept or jobs.DONE not in told
    assert number("SELECT count(*) FROM time_entry") == ENTRIES


def all_bills_or_none(_turn: int, told: list[int], _before: int) -> None:
    """Each turn begins with nothing that is billed: what there is then is discarded, or void."""
    with reading() as db:
        rows = list(db.connection().exec_driver_sql("SELECT id, state FROM bill WHERE state <> 'void'"))
    assert len({state for _, state in rows}) <= 1
    assert rows or jobs.DONE not in told
    for bill, state in rows:
        if state == "draft":
            bill_drafts.discard(ADMIN, bill)
        else:
            bill_voids.void(ADMIN, bill, "again")
    given = number("SELECT count(*) FROM bill WHERE number IS NOT NULL")
    assert number("SELECT bill_next_number FROM organisation") == given + 1


LENGTH = "SELECT seconds FROM time_entry WHERE id = 1"


@dataclass(frozen=True)
class Case:
    """A job, and what must hold after it was killed."""

    job: jobs.Job
    holds: Callable[[int, list[int], int], None]


CASES = {
    "import": Case(jobs.import_file, all_rows_or_none),
    "edit": Case(jobs.edit, every_edit_that_was_told),
    "make bills": Case(jobs.make_bills, all_bills_or_none),
    "issue bills": Case(jobs.issue_bills, all_bills_or_none),
    "restore": Case(jobs.restore, all_of_the_backup_or_nothing),
}


@pytest.fixture
def file(installation: Engine, tmp_path: Path) -> Path:
    """Return a backup of a filled database, which is the one of this process."""
    demo.fill_demo(ADMIN, entries=ENTRIES, seed=3, today=date(2026, 11, 1))
    run_sql("UPDATE organisation SET is_demo = FALSE")
    run_sql("UPDATE time_entry SET billed_at = NULL, billed_reference = ''")
    run_sql("UPDATE account SET name = 'kept' WHERE id = 1")
    backup.back_up(ADMIN, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def run_sql(sql: str) -> None:
    with writing() as db:
        db.connection().exec_driver_sql(sql)


def killed(job: jobs.Job, url: str, file: Path, turn: int, after_s: float | None) -> tuple[list[int], float]:
    """Start a job, kill it after a while (None: let it end); return what it told, and how long it ran."""
    ours, its = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=jobs.run, args=(job, url, file, turn, its))
    process.start()
    its.close()
    assert ours.poll(PATIENCE_S)
    begun, told = time.monotonic(), [ours.recv()]
    if after_s is not None:
        time.sleep(after_s)
        process.kill()
    process.join(PATIENCE_S)
    took = time.monotonic() - begun
    assert process.exitcode in {0, -signal.SIGKILL}
    try:
        while True:
            told.append(ours.recv())
    except EOFError:
        pass
    ours.close()
    process.close()
    return told, took


@pytest.mark.parametrize("case", CASES)
def test_a_process_that_is_killed_leaves_no_half(installation: Engine, file: Path, case: str) -> None:
    url = installation.url.render_as_string(hide_password=False)
    job, holds = CASES[case].job, CASES[case].holds
    took, unfinished = 0.0, 0
    for turn in range(KILLS + 1):
        run_sql(f"UPDATE account SET name = 'turn {turn}' WHERE id = 1")  # noqa: S608 - a number
        before = number(LENGTH)
        told, ran = killed(job, url, file, turn, took * turn / (KILLS + 1) if turn else None)
        took = took or ran
        assert turn or jobs.DONE in told
        holds(turn, told, before)
        assert problems(ADMIN) == []
        unfinished += jobs.DONE not in told
    assert unfinished > KILLS // 2  # most were killed in the middle
