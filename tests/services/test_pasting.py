"""Rows pasted from a spreadsheet."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import Charge, TimeEntry, Week
from rxbilling.models.database import reading
from rxbilling.services import approval, closing, pasting
from rxbilling.services.access import COMMAND_LINE, Refused
from rxbilling.services.pasting import BadCell, paste
from tests.services.rows import ADMIN, FINANCE, MANAGER, NOT_A_REP, REP_1, add

pytestmark = pytest.mark.usefixtures("office")
GRID = ["date", "start_time", "end_time", "duration", "account", "ticket", "service", "rep", "note", "billable"]


def lines(*rows: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows) + "\n"


def stored() -> list[tuple[object, ...]]:
    with reading() as db:
        entries = db.exec(select(TimeEntry).order_by(TimeEntry.id)).all()  # type: ignore[arg-type]  # SQLModel's own
        return [(e.account_id, e.rep_id, e.ticket_id, e.service_id, e.seconds, e.note, e.billable) for e in entries]


def told(bad: list[BadCell]) -> list[tuple[int, str, str]]:
    return [(cell.row, cell.column, cell.reason.text("en")) for cell in bad]


def test_rows_without_a_header_are_read_as_the_grid_stands() -> None:
    done = paste(
        MANAGER,
        lines(
            "2026-03-02|9:00|10:30||Acme|T1|Remote|Ana|A call|yes",
            "2026-03-03|||0:45|bolt||on-site|Aaron|Two\tthings|no".replace("Two\tthings", '"Two\nlines"'),
        ),
        GRID,
    )
    assert (done.bad, len(done.added)) == ([], 2)
    assert stored() == [(1, 1, 1, 1, 5400, "A call", True), (2, 2, None, 2, 2700, "Two\nlines", False)]
    with reading() as db:
        assert [charge.amount for charge in db.exec(select(Charge))] == [15_000, 0]


def test_a_header_says_which_column_is_what() -> None:
    done = paste(MANAGER, lines("Note|Customer|User|Day|Hours", "x|Acme|Ana|02.03.2026|1,5"), GRID)
    assert (done.bad, stored()) == ([], [(1, 1, None, None, 5400, "x", True)])


def test_each_bad_cell_of_a_row_is_told() -> None:
    done = paste(MANAGER, lines("Date|Hours|Account|Ticket|Service|Rep", "2026-03-02|1|Nix|T99|Nothing|Nobody"), GRID)
    assert told(done.bad) == [
        (2, "Account", "There is no “Nix”."),
        (2, "Rep", "There is no “Nobody”."),
        (2, "Service", "There is no “Nothing”."),
        (2, "Ticket", "There is no “T99”."),
    ]
    assert stored() == []


def test_times_are_on_the_clock_of_each_customer() -> None:
    paste(MANAGER, lines("2026-03-02|9:00|10:00||Acme|||Ana||", "2026-03-02|9:00|10:00||Bolt|||Ana||"), GRID)
    with reading() as db:
        paris, new_york = db.exec(select(TimeEntry).order_by(TimeEntry.id)).all()  # type: ignore[arg-type]  # as above
    assert paris.start_at is not None
    assert new_york.start_at == paris.start_at + 6 * 3600


def test_a_rep_pastes_own_work_and_need_not_say_so() -> None:
    assert paste(REP_1, lines("Date|Hours|Account", "2026-03-02|1|Acme"), []).bad == []
    assert [row[1] for row in stored()] == [1]
    done = paste(REP_1, lines("Date|Hours|Account|Rep", "2026-03-02|1|Acme|Aaron"), [])
    assert told(done.bad) == [(2, "Rep", "There is no “Aaron”.")]
    assert len(stored()) == 1


def test_times_are_taken_as_they_are_typed_and_an_empty_rep_is_oneself() -> None:
    done = paste(REP_1, lines("2026-03-02|930|11||Acme||||x|", "2026-03-02|9h30|10:15||Acme||||y|"), GRID)
    assert (done.bad, [(row[1], row[4]) for row in stored()]) == ([], [(1, 5400), (1, 2700)])


def test_one_bad_row_and_nothing_is_added() -> None:
    done = paste(
        MANAGER,
        lines(
            "Date|Start time|End time|Account|Ticket|Rep",
            "2026-03-02|9:00|10:00|Acme||Ana",
            "2026-02-30|9:00|10:00|Acme||Ana",
            "2026-03-02|9:00|10:00|Nix||Ana",
            "2026-03-02|9:00|10:00|Acme|T99|Ana",
            "2026-03-02|9:00|10:00|Acme||a",
        ),
        [],
    )
    assert (done.added, stored()) == ([], [])
    bad = told(done.bad)
    assert {row for row, _, _ in bad} == {3, 4, 5, 6}
    assert (4, "Account", "There is no “Nix”.") in bad
    assert (5, "Ticket", "There is no “T99”.") in bad


def test_a_row_that_is_bad_for_its_times_is_also_told_its_names() -> None:
    row = "2026-03-02|9:00|later|Nix||Ana"
    done = paste(MANAGER, lines("Date|Start time|End time|Account|Ticket|Rep", row), [])
    assert [(row, column) for row, column, _ in told(done.bad)] == [(2, "End time"), (2, "Account")]
    done = paste(MANAGER, lines("Date|Start time|End time|Account|Rep", "2026-03-02|9:00|later||Ana"), [])
    assert [(row, column) for row, column, _ in told(done.bad)] == [(2, "Account"), (2, "End time")]


def test_rows_without_a_header_are_counted_from_one() -> None:
    good, bad = "2026-03-02|9:00|10:00||Acme|||Ana||", "2026-03-02|9:00|10:00||Nix|||Ana||"
    assert [cell.row for cell in paste(MANAGER, lines(bad, good, bad), GRID).bad] == [1, 3]


def test_rows_of_closed_periods_and_of_weeks_that_are_handed_in_are_all_told(office: Engine) -> None:
    closing.close(COMMAND_LINE, date(2026, 1, 31), 1)
    approval.turn(COMMAND_LINE, on=True)
    add(office, Week(rep_id=1, first_day=date(2026, 3, 2).toordinal(), state="approved", submitted_at=1))
    head, days = "Date|Hours|Account|Rep", ("2026-01-30", "2026-03-03", "2026-03-10", "2026-03-04")
    done = paste(MANAGER, lines(head, *(f"{day}|1|Acme|Ana" for day in days)), [])
    assert [(row, reason[:19]) for row, _, reason in told(done.bad)] == [
        (2, "The books are close"), (3, "The week of Mar 2, "), (5, "The week of Mar 2, "),
    ]  # fmt: skip
    alone = paste(MANAGER, lines("2026-03-03|||1:00|Acme|||Ana||"), GRID)
    assert [row for row, _, _ in told(alone.bad)] == [1]
    assert stored() == []


@pytest.mark.parametrize(("column", "value"), [("Ticket", "1"), ("Account", "Ac"), ("Rep", "L2"), ("Service", "Rem")])
def test_a_part_of_a_name_is_no_name(column: str, value: str) -> None:
    cells = {"Date": "2026-03-02", "Hours": "1", "Account": "Acme", "Rep": "Ana", "Ticket": "", "Service": ""}
    cells[column] = value
    done = paste(MANAGER, lines("|".join(cells), "|".join(cells.values())), [])
    assert told(done.bad) == [(2, column, f"There is no “{value}”.")]


def test_a_cell_that_begins_with_a_quote_swallows_nothing() -> None:
    head = "Date|Hours|Account|Rep|Note"
    done = paste(MANAGER, lines(head, '2026-03-02|1|Acme|Ana|"urgent', "2026-03-03|1|Acme|Ana|next"), [])
    assert (done.bad, [row[5] for row in stored()]) == ([], ['"urgent', "next"])
    with pytest.raises(Refused):
        paste(MANAGER, lines(head, f"2026-03-02|1|Acme|Ana|{'x' * 200_000}"), [])


def test_what_is_no_table_or_too_long_is_refused() -> None:
    for text in ("", "\n\n", "hello"):
        with pytest.raises(Refused):
            paste(MANAGER, text, GRID)
    with pytest.raises(Refused) as refused:
        paste(MANAGER, "x\n" * (pasting.MOST_ROWS + 2), GRID)
    assert "2000" in refused.value.message.text("en")
    for actor in (None, FINANCE):
        with pytest.raises(Refused):
            paste(actor, lines("2026-03-02|9:00|10:00||Acme|||Ana||"), GRID)
    assert stored() == []


def test_dates_that_could_be_either_are_read_as_the_reader_writes_them(office: Engine) -> None:
    row = lines("Date|Hours|Account|Rep", "04/03/2026|1|Acme|Ana")
    paste(ADMIN, row, [])
    paste(replace(ADMIN, language="fr"), row, [])
    with reading() as db:
        days = [entry.day for entry in db.exec(select(TimeEntry).order_by(TimeEntry.id))]  # type: ignore[arg-type]  # as above
    assert days == [739_709, 739_679]


@pytest.mark.parametrize(("language", "last", "day_first"), [("en", "26/11/2025", True), ("fr", "11/26/2025", False)])
def test_one_sheet_is_read_in_one_way_and_it_is_told_how(language: str, last: str, day_first: bool) -> None:
    rows = lines("Date|Hours|Account|Rep", "05/11/2025|1|Acme|Ana", f"{last}|1|Acme|Ana")
    assert paste(replace(MANAGER, language=language), rows, []).day_first is day_first
    with reading() as db:
        days = {date.fromordinal(entry.day).isoformat() for entry in db.exec(select(TimeEntry))}
    assert days == {"2025-11-05" if day_first else "2025-05-11", "2025-11-26"}


def test_a_sheet_that_mixes_both_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        paste(MANAGER, lines("Date|Hours|Account|Rep", "26/11/2025|1|Acme|Ana", "11/26/2025|1|Acme|Ana"), [])
    assert "the day (26/11/2025), others with the month (11/26/2025)" in refused.value.message.text("en")
    assert stored() == []


def test_a_date_that_is_none_is_blamed_on_the_date_alone() -> None:
    done = paste(MANAGER, lines("31/11/2026|09:00|10:00||Acme|||Ana||", "2026-11-30|09:00|10:00||Acme|||Ana||"), GRID)
    assert [(cell.row, cell.column, cell.value) for cell in done.bad] == [(1, "date", "31/11/2026")]
    assert done.bad[0].reason.text("en").startswith("This is not a date")
    assert stored() == []


def test_somebody_who_is_no_rep_must_name_one() -> None:
    with pytest.raises(Refused):
        paste(NOT_A_REP, lines("Date|Hours|Account", "2026-03-02|1|Acme"), [])
