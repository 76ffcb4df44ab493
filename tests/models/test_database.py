"""How connections are made."""

from sqlalchemy import Engine

FULL = 2


def test_a_commit_of_sqlite_survives_a_power_cut(sqlite: Engine) -> None:
    with sqlite.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
