"""The grid of time entries as a spreadsheet: cells are changed, refused, priced and undone with the keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visitor, with_staff
from tests.browser.sheet import asked, cell, count, entry_of, open_sheet, paste, press, scroll_right, timed, type_into

pytestmark = pytest.mark.browser
WRONG = re.compile("cell-wrong")
# A contract with an allowance: its account, who works on what it covers, and the first day of its present cycle.
COVERED = """
SELECT a.id, a.name, r.name, s.name, date(l.first_day - 719163 + 2440587.5)
FROM lot l JOIN charge h ON h.contract_id = l.contract_id JOIN portion p ON p.entry_id = h.entry_id AND p.kind = 1
  JOIN time_entry t ON t.id = h.entry_id JOIN account a ON a.id = t.account_id JOIN rep r ON r.id = t.rep_id
  JOIN service s ON s.id = t.service_id
WHERE l.unit = 'second' AND l.first_day = (SELECT max(first_day) FROM lot WHERE unit = 'second')
ORDER BY l.id, t.id LIMIT 1
"""


@pytest.fixture(scope="module")
def site(serve: Callable[..., Site]) -> Site:
    """A site of its own, as these tests change what others count."""
    return with_staff(serve("demo", "--entries", "1500", "--seed", "3"))


def test_the_price_of_another_row_moves_with_a_draw(site: Site, visitor: Visitor) -> None:
    ((account, *names, first),) = asked(site, COVERED)
    page = open_sheet(visitor, site, f"account={account}&status=unbilled&from={first}")
    # The first work of the cycle, and work after it that takes what is left of any allowance, and more.
    rows = ["\t".join([first, *times, *names]) for times in (("00:10", "00:40", "Short"), ("00:40", "23:50", "Long"))]
    paste(page, "\n".join(["Date\tStart\tEnd\tNote\tAccount\tRep\tService", *rows]))
    expect(page.locator(".grid-said")).to_contain_text("Added and priced: 2.")
    (covered,), (beyond,) = asked(site, "SELECT id FROM time_entry WHERE note IN ('Short', 'Long') ORDER BY start_at")
    moved = cell(page, f"#{beyond}", "amount")
    expect(moved).to_contain_text("€")
    before, length = moved.inner_text(), cell(page, f"#{covered}", "worked_s").inner_text()
    type_into(page, f"#{covered}", "worked_s", "0:05")
    # What the allowance covers no longer there, it covers here: without a reload.
    expect(moved).not_to_have_text(before)
    press(page, "Control+z")
    expect(moved).to_have_text(before)
    expect(cell(page, f"#{covered}", "worked_s")).to_have_text(length)
    expect(page.locator(".grid-said")).to_have_text(re.compile(r"^Undone\. As before: .+, 0:30\.$"))
    press(page, "Control+z")
    expect(page.locator(".grid-said")).to_have_text("Undone. Taken out again: 2 entries.")


def test_lengths_as_people_write_them(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    lengths = {"1:30": "1:30:00", "1.25h": "1:15:00", "100m": "1:40:00", "1h10": "1:10:00", ":45": "0:45:00"}
    for row, (typed, shown) in enumerate(lengths.items()):
        type_into(page, row, "worked_s", typed)
        expect(cell(page, row, "worked_s")).to_have_text(shown)
        # Enter goes on to the row below.
        expect(cell(page, row + 1, "worked_s")).to_be_focused()


def test_times_as_people_write_them(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    row = timed(page)
    cell(page, row, "start").focus()
    page.keyboard.type("930")
    # Tab goes on typing in the next cell.
    press(page, "Tab")
    expect(cell(page, row, "start")).to_have_text("09:30")
    expect(cell(page, row, "end").locator("input")).to_be_focused()
    page.keyboard.type("11h15")
    press(page, "Enter")
    expect(cell(page, row, "end")).to_have_text("11:15")
    expect(cell(page, row, "worked_s")).to_have_text("1:45:00")


def test_escape_leaves_a_cell_as_it_was(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    before = cell(page, 0, "note").inner_text()
    cell(page, 0, "note").focus()
    press(page, "F2")
    expect(cell(page, 0, "note").locator("input")).to_have_value(before)
    page.keyboard.type("Not this")
    press(page, "Escape")
    expect(cell(page, 0, "note")).to_have_text(before)
    expect(cell(page, 0, "note")).to_be_focused()


def test_an_account_is_searched_by_typing(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    row = timed(page)
    cell(page, row, "account").focus()
    page.keyboard.type("calder")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_contain_text("Calder & Pine Outfitters")
    press(page, "Enter")
    expect(cell(page, row, "account")).to_have_text("Calder & Pine Outfitters")
    # Its work is priced in dollars, and the ticket did not go along.
    expect(cell(page, row, "amount")).to_contain_text("$")
    expect(cell(page, row, "ticket")).to_have_text("")
    page.reload()
    expect(cell(page, row, "account")).to_have_text("Calder & Pine Outfitters")


def test_a_wrong_value_is_marked_and_the_old_one_stays(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    wrong = cell(page, 2, "worked_s")
    before = wrong.inner_text()
    wrong.focus()
    page.keyboard.type("some hours")
    press(page, "Enter")
    expect(wrong).to_have_class(WRONG)
    said = page.locator(".grid-said")
    expect(said).to_contain_text("Worked: This is not a length of time")
    # What was typed is there to be mended.
    expect(wrong.locator("input")).to_be_focused()
    expect(wrong.locator("input")).to_have_value("some hours")
    press(page, "Escape")
    expect(wrong).to_have_text(before)
    press(page, "Enter")
    expect(wrong.locator("input")).to_have_value("some hours")
    page.keyboard.type("2:20")
    press(page, "Enter")
    expect(wrong).to_have_text("2:20:00")
    expect(wrong).not_to_have_class(WRONG)
    expect(said).to_have_text("")


@pytest.mark.parametrize("end", ["Enter", "Tab"])
def test_a_correction_does_not_land_in_another_row(site: Site, visitor: Visitor, end: str) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    below, beside = cell(page, 3, "worked_s").inner_text(), cell(page, 2, "account").inner_text()
    cell(page, 2, "worked_s").focus()
    page.keyboard.type("13:75")
    press(page, end)
    editor = cell(page, 2, "worked_s").locator("input")
    expect(editor).to_be_focused()
    expect(editor).to_have_value("13:75")
    # What is not mended is not passed over either.
    press(page, "Enter")
    expect(page.locator(".cell-bubble")).to_contain_text("This is not a length of time")
    expect(editor).to_be_focused()
    page.keyboard.type("0:45" if end == "Enter" else "0:50")
    press(page, "Enter")
    expect(cell(page, 2, "worked_s")).to_have_text("0:45:00" if end == "Enter" else "0:50:00")
    assert (cell(page, 3, "worked_s").inner_text(), cell(page, 2, "account").inner_text()) == (below, beside)
    expect(page.locator(".grid-said")).to_have_text("")


def test_who_types_on_elsewhere_or_leaves_by_mouse_is_not_called_back(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    # The answer takes its time.
    page.route("**/app/entries/*", lambda route: (page.wait_for_timeout(700), route.continue_()))
    cell(page, 2, "worked_s").focus()
    page.keyboard.type("13:75")
    press(page, "Enter")
    page.keyboard.type("1:1")
    expect(cell(page, 2, "worked_s")).to_have_class(WRONG)
    expect(cell(page, 3, "worked_s").locator("input")).to_be_focused()
    expect(cell(page, 3, "worked_s").locator("input")).to_have_value("1:1")
    press(page, "Escape")
    cell(page, 5, "worked_s").focus()
    page.keyboard.type("13:75")
    cell(page, 7, "note").click()
    expect(cell(page, 5, "worked_s")).to_have_class(WRONG)
    expect(cell(page, 7, "note")).to_be_focused()


def test_what_was_undone_is_done_again(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=8&status=unbilled")
    said, edited = page.locator(".grid-said"), cell(page, 0, "worked_s")
    before = edited.inner_text()
    type_into(page, 0, "worked_s", "2:22")
    type_into(page, 0, "worked_s", "2:33")
    for key, shown in (
        ("Control+z", "2:22:00"), ("Control+z", before), ("Control+y", "2:22:00"), ("Control+Shift+Z", "2:33:00"),
        ("Control+z", "2:22:00"), ("Control+z", before),
    ):  # fmt: skip
        press(page, key)
        expect(edited).to_have_text(shown)
    type_into(page, 0, "note", "Something else")
    expect(cell(page, 0, "note")).to_have_text("Something else")
    press(page, "Control+y")
    expect(said).to_have_text("There is nothing to do again.")
    press(page, "Control+z")
    expect(said).to_contain_text("Undone. As before: ")


def test_what_was_changed_before_is_named_and_asked_for_first(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=8&status=unbilled")
    number, account = entry_of(page, 0), cell(page, 0, "account").inner_text()
    before = cell(page, f"#{number}", "worked_s").inner_text()
    type_into(page, 0, "worked_s", "3:21")
    expect(cell(page, f"#{number}", "worked_s")).to_have_text("3:21:00")
    page.reload()
    cell(page, f"#{number}", "note").focus()
    press(page, "Control+z")
    asked_first = page.get_by_role("alertdialog", name="Undo this change?")
    expect(asked_first).to_contain_text(account)
    expect(asked_first).to_contain_text("You did this on")
    press(page, "Escape")
    expect(cell(page, f"#{number}", "note")).to_be_focused()
    expect(cell(page, f"#{number}", "worked_s")).to_have_text("3:21:00")
    press(page, "Control+z")
    asked_first.get_by_role("button", name="Undo").press("Enter")
    expect(cell(page, f"#{number}", "worked_s")).to_have_text(before)
    expect(page.locator(".grid-said")).to_contain_text(account)
    # As every change, in the entry's history, with what it was.
    cell(page, f"#{number}", "note").focus()
    press(page, "Control+Enter")
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_role("dialog").get_by_role("tabpanel", name="History")).to_contain_text("Length: 3:21:00 → ")


def test_a_price_changes_at_once_and_stays(site: Site, visitor: Visitor) -> None:
    # Pay as you go, by the quarter of an hour.
    page = open_sheet(visitor, site, "account=8&status=unbilled")
    before = cell(page, 0, "amount").inner_text()
    type_into(page, 0, "worked_s", "7:30")
    expect(cell(page, 0, "amount")).not_to_have_text(before)
    after = cell(page, 0, "amount").inner_text()
    page.reload()
    expect(cell(page, 0, "worked_s")).to_have_text("7:30:00")
    expect(cell(page, 0, "amount")).to_have_text(after)


def test_work_is_marked_as_not_billable_by_a_word(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=8&status=unbilled")
    number = page.locator(".ag-row[row-index='1']").get_attribute("row-id")
    scroll_right(page)
    expect(cell(page, f"#{number}", "billable")).to_have_text("Yes")
    type_into(page, f"#{number}", "billable", "no")
    expect(cell(page, f"#{number}", "billable")).to_have_text("No")
    assert asked(site, "SELECT billable FROM time_entry WHERE id = ?", number) == [(0,)]


def test_a_billed_row_is_locked_and_says_by_what(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=billed")
    reference = asked(site, "SELECT billed_reference FROM time_entry WHERE id = ?", entry_of(page, 0))[0][0]
    expect(cell(page, 0, "status")).to_contain_text(f"Billed · {reference}")
    cell(page, 0, "note").focus()
    page.keyboard.type("x")
    expect(page.locator(".cell-input")).to_have_count(0)
    expect(page.locator(".grid-said")).to_contain_text(f"Note: This entry is billed ({reference})")
    press(page, "Escape", "Enter")
    expect(page.get_by_role("dialog")).to_contain_text(reference)
    # Nothing is undone behind a dialog.
    asked_to_undo: list[str] = []
    page.on("request", lambda request: asked_to_undo.append(request.url) if "/app/undo" in request.url else None)
    press(page, "Control+z", "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert asked_to_undo == []


def test_what_is_cut_is_told_whole_by_the_pointer(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "account=5")
    cell(page, 0, "account").hover()
    expect(cell(page, 0, "account")).to_have_attribute("title", "Calder & Pine Outfitters")
    cell(page, 0, "worked_s").hover()
    expect(cell(page, 0, "worked_s")).to_have_attribute("title", "")


def test_what_was_done_is_said_no_more_once_something_else_is(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    before = cell(page, 0, "worked_s").inner_text()
    type_into(page, 0, "worked_s", "3:33")
    expect(cell(page, 0, "worked_s")).to_have_text("3:33:00")
    press(page, "Control+z")
    expect(cell(page, 0, "worked_s")).to_have_text(before)
    expect(page.locator(".grid-said")).to_contain_text("Undone")
    # As the page is told of other work, some time after one's own.
    page.wait_for_timeout(2000)
    page.evaluate("window.dispatchEvent(new CustomEvent('rxbilling-work'))")
    expect(page.locator(".grid-said")).to_have_text("")


def test_deleting_asks_and_is_undone(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    before, number = count(page), entry_of(page, 1)
    cell(page, 1, "note").focus()
    press(page, "Control+Delete")
    dialog = page.get_by_role("dialog", name="Change entries")
    dialog.get_by_role("button", name="Show what changes").press("Enter")
    expect(dialog.get_by_role("button", name="Delete (1)")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".total-value").first).to_have_text(str(before - 1))
    expect(page.locator(f".ag-row[row-id='{number}']")).to_have_count(0)
    cell(page, 0, "note").focus()
    press(page, "Control+z")
    expect(page.locator(".total-value").first).to_have_text(str(before))
    expect(page.locator(f".ag-row[row-id='{number}']")).to_have_count(1)


def test_pasted_rows_become_entries(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    before = count(page)
    rows = [f"2026-02-0{day}\tGroupe Lanthier\tGrace Okafor\tConsulting\t1:30\tPasted {day}" for day in (2, 3)]
    paste(page, "\n".join(["Date\tAccount\tRep\tService\tDuration\tNote", *rows]))
    expect(page.locator(".grid-said")).to_contain_text("Added and priced: 2.")
    expect(page.locator(".total-value").first).to_have_text(str(before + 2))
    assert asked(site, "SELECT seconds FROM time_entry WHERE note LIKE 'Pasted%'") == [(5400,), (5400,)]
    press(page, "Control+z")
    expect(page.locator(".grid-said")).to_have_text("Undone. Taken out again: 2 entries.")
    expect(page.locator(".total-value").first).to_have_text(str(before))


def test_rows_without_a_header_are_in_the_order_of_the_columns(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    paste(page, "2026-02-04\t9:00\t10:15\t\tGroupe Lanthier\t\tConsulting\tGrace Okafor\n")
    expect(page.locator(".grid-said")).to_contain_text("Added and priced: 1.")
    assert asked(site, "SELECT seconds, start_at IS NOT NULL FROM time_entry ORDER BY id DESC LIMIT 1") == [(4500, 1)]


def test_with_a_bad_row_nothing_is_pasted(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    before = asked(site, "SELECT count(*) FROM time_entry WHERE deleted_at IS NULL")
    rows = [
        "2026-02-02\tGroupe Lanthier\tGrace Okafor\t1:30",
        "2026-02-03\tNo such customer\tGrace Okafor\t1:30",
        "2026-02-30\tGroupe Lanthier\tGrace Okafor\tlong",
    ]
    paste(page, "\n".join(["Date\tAccount\tRep\tDuration", *rows]))
    said = page.locator(".grid-bad")
    expect(said).to_contain_text("Nothing was added. Bad rows: 2.")
    expect(said.locator("li").first).to_contain_text("Row 3, Account “No such customer”")
    expect(said.locator("li").nth(1)).to_contain_text("Row 4")
    assert asked(site, "SELECT count(*) FROM time_entry WHERE deleted_at IS NULL") == before
    cell(page, 0, "note").focus()
    press(page, "Escape")
    expect(said).to_have_count(0)


def test_a_bad_row_without_a_header_is_told_in_the_words_of_the_list(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    paste(page, "2026-02-04\t9:00\t10:15\t\tNo such customer\t\tConsulting\tGrace Okafor\n")
    expect(page.locator(".grid-bad li")).to_contain_text("Row 1, Account “No such customer”")


def test_dates_are_typed_whole_or_in_part(site: Site, visitor: Visitor) -> None:
    page = open_sheet(visitor, site, "status=unbilled")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    row = f"#{entry_of(page, 0)}"
    before = cell(page, row, "day").inner_text()
    for typed, shown in (("11/20/2026", "Nov 20, 2026"), ("19", "Nov 19, 2026"), ("2026-11-18", "Nov 18, 2026")):
        type_into(page, row, "day", typed)
        expect(cell(page, row, "day")).to_have_text(shown)
    # Undone from anywhere on the page, as after a dialog.
    page.locator(".page-head").click()
    for shown in ("Nov 19, 2026", "Nov 20, 2026", before):
        press(page, "Control+z")
        expect(cell(page, row, "day")).to_have_text(shown)
    assert faults == []


def test_a_cell_that_was_only_passed_through_changes_nothing(site: Site, visitor: Visitor) -> None:
    """An end follows its start: the editor that Tab has opened meanwhile holds the old one."""
    page = open_sheet(visitor, site, "status=unbilled")
    row, sent = timed(page), []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "PATCH" else None)
    before = cell(page, row, "end").inner_text()
    cell(page, row, "start").focus()
    page.keyboard.type("2310")
    press(page, "Tab")
    expect(cell(page, row, "start")).to_have_text("23:10")
    press(page, "Tab", "Tab", "Escape")
    expect(cell(page, row, "end")).not_to_have_text(before)
    expect(page.locator(".cell-wrong")).to_have_count(0)
    assert len(sent) == 1
