"""Billing at once and again and again: nothing is billed twice, nothing is lost (R25, R26)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random

import pytest
from sqlalchemy import Engine

from rxbilling.models.database import reading
from rxbilling.services import bill_drafts, bill_issuing, bill_runs, bill_voids, checks
from rxbilling.services.access import Refused
from rxbilling.services.bill_runs import Run
from tests.services.bill_steps import ISSUED, MARCH, add_contract, drafts, priced
from tests.services.conftest import Log
from tests.services.rows import ADMIN, FINANCE

ONCE = """SELECT count(*) FROM (SELECT entry_id FROM bill_line WHERE live AND entry_id IS NOT NULL
    GROUP BY entry_id, portion_seq HAVING count(*) > 1) d"""
# Each billable entry is either billed, with all its portions on an issued bill, or neither.
PARTED = """SELECT count(*) FROM time_entry t JOIN portion p ON p.entry_id = t.id LEFT JOIN (
    SELECT l.entry_id, l.portion_seq, b.number FROM bill_line l JOIN bill b ON b.id = l.bill_id
    WHERE l.live AND b.state = 'issued') l ON l.entry_id = t.id AND l.portion_seq = p.seq
WHERE (t.billed_at IS NULL) <> (l.number IS NULL) OR t.billed_reference <> coalesce(l.number, '')"""


def number(database: Engine, sql: str) -> int:
    with reading(database) as db:
        return int(db.connection().exec_driver_sql(sql).scalar_one())


def at_once(*work: Callable[[], object]) -> list[object]:
    """Do things at the same time; return what each returned, or None where it was refused."""

    def done(one: Callable[[], object]) -> object:
        try:
            return one()
        except Refused:
            return None

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(done, work))


def test_two_who_bill_at_once_make_each_bill_once(office: Engine, log: Log) -> None:
    add_contract(office)
    for account in (1, 1, 2):
        log(account_id=account)
    priced(office)
    promise = bill_runs.preview(FINANCE, MARCH).promise
    made = at_once(*[lambda: bill_runs.make(FINANCE, MARCH, promise)] * 3)
    assert [one for one in made if one] == [[1, 2]]
    assert number(office, ONCE) == 0


def test_two_who_issue_at_once_give_each_number_once(office: Engine, log: Log) -> None:
    for account in (1, 2, 3):
        log(account_id=account)
    priced(office)
    ids = drafts()
    issued = at_once(*[lambda one=one: bill_issuing.issue(FINANCE, [one], ISSUED) for one in [*ids, *ids]])
    assert sorted(numbers[0] for numbers in issued if isinstance(numbers, list)) == ["0001", "0002", "0003"]
    assert number(office, PARTED) == 0


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_work_is_billed_once_or_not(office: Engine, log: Log, seed: int) -> None:
    add_contract(office, plan={"allowance_amount": 7200, "overage_rates": [9_999] * 4}, discount_bp=333)
    chance = Random(seed)  # noqa: S311 - which steps are tried
    for _ in range(25):
        step(office, log, chance)
        assert (number(office, ONCE), number(office, PARTED)) == (0, 0)
    priced(office)
    assert [message.text("en") for message in checks.problems(ADMIN)] == []
    numbered = number(office, "SELECT count(*) FROM bill WHERE number IS NOT NULL")
    assert number(office, "SELECT bill_next_number FROM organisation") == numbered + 1


def step(office: Engine, log: Log, chance: Random) -> None:
    """Log, bill, issue, void, make again or discard something; what is refused changes nothing."""
    with reading(office) as db:
        rows = list(db.connection().exec_driver_sql("SELECT id, state FROM bill"))
    some = {state: [row[0] for row in rows if row[1] == state] for state in ("draft", "issued", "void")}
    what = chance.choice(("log", "log", "run", "issue", "void", "again", "discard"))
    if what == "log":
        day = chance.randint(1, 28)
        start, end = f"2026-03-{day:02}T{chance.randint(6, 12):02}:05", f"2026-03-{day:02}T{chance.randint(13, 20)}:40"
        log(start, end, account_id=chance.randint(1, 2), ticket_id=None)
        priced(office)
    elif what == "run":
        drafts(Run(date(2026, 3, 1), date(2026, 3, chance.randint(1, 31))))
    elif of_kind := some[{"issue": "draft", "discard": "draft", "void": "issued", "again": "void"}[what]]:
        one = chance.choice(of_kind)
        at_once(
            {
                "issue": lambda: bill_issuing.issue(FINANCE, [one], ISSUED),
                "discard": lambda: bill_drafts.discard(FINANCE, one),
                "void": lambda: bill_voids.void(FINANCE, one, "wrong"),
                "again": lambda: bill_voids.again(FINANCE, one),
            }[what]
        )
