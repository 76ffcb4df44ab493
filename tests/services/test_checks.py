from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from rxbilling.models import Account
from rxbilling.models.database import writing
from rxbilling.services.access import Actor, Refused
from rxbilling.services.checks import NOT_THE_SUM, STALE, UNPRICED, problems
from rxbilling.services.pricing import price
from tests.services.rows import ADMIN, FINANCE, MANAGER, REP_1, add

Log = Callable[..., int]


@pytest.fixture
def sound(office: Engine, log: Log) -> Engine:
    """Return a database with priced entries: plain, over closing time (one of them billed), empty, no price."""
    log()
    log("2026-03-06T16:30", "2026-03-06T18:00")
    log(billable=False)
    log("2026-03-06T16:30", "2026-03-06T18:00")
    log(seconds=0, end_at=1_772_442_000)
    add(office, Account(id=4, name="Dent", currency="USD"))
    log(account_id=4)  # no rule is in its currency
    with writing(office) as db:
        assert price(db).without_price == 1
    damage(office, "UPDATE time_entry SET billed_at = 1 WHERE id = 4")
    return office


def damage(database: Engine, statement: str) -> None:
    with writing(database) as db:
        db.connection().exec_driver_sql(statement)


def told() -> dict[str, object]:
    return {message.msgid: message.values["count"] for message in problems(ADMIN)}


@pytest.mark.usefixtures("sound")
def test_sound_data_has_no_problem() -> None:
    assert problems(ADMIN) == []


@pytest.mark.usefixtures("office")
def test_an_empty_installation_has_no_problem() -> None:
    assert problems(ADMIN) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("DELETE FROM charge WHERE entry_id = 1", {UNPRICED: 1, STALE: 1}),
        ("UPDATE portion SET amount = amount + 1 WHERE entry_id = 2 AND seq = 1", {NOT_THE_SUM: 1, STALE: 1}),
        ("UPDATE portion SET worked_s = worked_s - 1 WHERE entry_id = 2 AND seq = 0", {NOT_THE_SUM: 1, STALE: 1}),
        ("UPDATE portion SET billable_s = 0 WHERE entry_id = 2 AND seq = 0", {NOT_THE_SUM: 1, STALE: 1}),
        ("UPDATE charge SET amount = amount + 1 WHERE entry_id = 2", {NOT_THE_SUM: 1, STALE: 1}),
        ("UPDATE charge SET cost = cost + 1 WHERE entry_id = 2", {STALE: 1}),
        ("UPDATE charge SET currency = 'USD' WHERE entry_id IN (1, 2)", {STALE: 2}),
        ("DELETE FROM portion WHERE entry_id = 2", {NOT_THE_SUM: 1, STALE: 1}),
        ("DELETE FROM portion WHERE entry_id = 2 AND seq = 0", {NOT_THE_SUM: 1, STALE: 1}),
        ("UPDATE time_entry SET rep_id = 2, billable = TRUE WHERE id = 3", {STALE: 1}),
        ("UPDATE bill_rule SET factors_bp = '[10000, 20000, 17500, 20000]'", {STALE: 1}),
        ("UPDATE charge SET amount = amount + 1 WHERE entry_id = 4", {NOT_THE_SUM: 1}),
        ("DELETE FROM portion WHERE entry_id = 4", {NOT_THE_SUM: 1}),
    ],
)
def test_damage_is_found_and_counted(sound: Engine, statement: str, expected: dict[str, int]) -> None:
    damage(sound, statement)
    assert told() == expected


def test_pricing_again_mends_what_is_stale(sound: Engine) -> None:
    damage(sound, "DELETE FROM charge WHERE entry_id = 1")
    damage(sound, "UPDATE portion SET amount = amount + 1 WHERE entry_id = 2")
    with writing(sound) as db:
        assert price(db).changed == 2
    assert problems(ADMIN) == []


def test_a_deleted_entry_needs_no_price(sound: Engine) -> None:
    damage(sound, "UPDATE time_entry SET deleted_at = 1 WHERE id = 1")
    damage(sound, "DELETE FROM charge WHERE entry_id = 1")
    assert problems(ADMIN) == []


@pytest.mark.parametrize("actor", [REP_1, MANAGER, FINANCE, None])
def test_only_an_administrator_is_told(actor: Actor | None) -> None:
    with pytest.raises(Refused):
        problems(actor)
