"""The routes of the timesheet's grid: what is told of a change, and to whom."""

import pytest

from tests.api.site import Site

ROWS = "Date\tHours\tAccount\tRep\n2026-03-05\t1:30\tAcme\t{rep}\n2026-03-06\t{length}\tBolt\t{rep}\n"


def entry(site: Site, who: str, number: int) -> dict[str, object]:
    rows = site.get("/app/entries", who).json()["rows"]
    found: dict[str, object] = next(row for row in rows if row["id"] == number)
    return found


def test_a_cell_is_changed_and_undone_with_its_price(site: Site) -> None:
    before = entry(site, "rep", 1)
    body = {"version": before["version"], "field": "worked_s", "text": "2h"}
    moved = site.request("PATCH", "/app/entries/1", "rep", json=body).json()
    assert [(row["id"], row["end"], row["amount"]) for row in moved["rows"]] == [(1, "11:00", 18_000)]
    undone = site.request("POST", "/app/undo", "rep").json()
    assert [row["amount"] for row in undone["rows"]] == [before["amount"]]
    assert undone["said"].startswith("Undone. As before: ")
    again = site.request("POST", f"/app/redo?change={undone['change']}", "rep").json()
    assert [row["amount"] for row in again["rows"]] == [18_000]
    assert site.get("/app/undo", "rep").json()["change"] == undone["change"]
    assert site.request("POST", "/app/undo", "manager").status_code == 409


def test_a_refusal_names_the_column_and_changes_nothing(site: Site) -> None:
    body = {"version": 1, "field": "worked_s", "text": "long"}
    answer = site.request("PATCH", "/app/entries/1", "rep", json=body)
    assert (answer.status_code, answer.json()["field"]) == (422, "worked_s")
    assert "length of time" in answer.json()["detail"]
    old = site.request("PATCH", "/app/entries/1", "rep", json={**body, "version": 9, "text": "1h"})
    assert old.status_code == 409
    assert entry(site, "rep", 1)["version"] == 1


@pytest.mark.parametrize(("who", "status"), [(None, 401), ("rep", 404), ("finance", 403), ("manager", 200)])
def test_another_reps_entry_is_changed_by_managers_alone(site: Site, who: str | None, status: int) -> None:
    before = site.content()
    body = {"version": 1, "field": "note", "text": "mine now"}
    assert site.request("PATCH", "/app/entries/3", who, json=body).status_code == status
    assert (site.content() == before) is (status != 200)


def test_rows_are_pasted_or_their_faults_are_told(site: Site) -> None:
    bad = site.request("POST", "/app/paste", "rep", json={"text": ROWS.format(rep="Ana", length="x"), "columns": []})
    assert bad.status_code == 422
    assert bad.json()["count"] == 1
    assert [(cell["row"], cell["column"], cell["value"]) for cell in bad.json()["bad"]] == [(3, "Hours", "x")]
    other = site.request("POST", "/app/paste", "rep", json={"text": ROWS.format(rep="Ben", length="1"), "columns": []})
    assert {cell["row"] for cell in other.json()["bad"]} == {2, 3}
    good = site.request("POST", "/app/paste", "rep", json={"text": ROWS.format(rep="Ana", length="1"), "columns": []})
    assert good.json()["said"] == "Added and priced: 2. Ctrl+Z undoes it."
    assert site.get("/app/entries", "rep").json()["total"] == 4


def test_columns_are_remembered_for_their_user_only(site: Site) -> None:
    wanted = [{"column": "note", "hidden": True, "width": 200}]
    assert site.request("PUT", "/app/layout/entries", "rep", json=wanted).status_code == 204
    assert site.get("/app/layout/entries", "rep").json() == wanted
    assert site.get("/app/layout/entries", "manager").json() == []
    assert site.request("PUT", "/app/layout/entries", None, json=wanted).status_code == 401
    assert site.request("PUT", "/app/layout/other", "rep", json=wanted).status_code == 422


def test_a_page_of_another_site_changes_nothing(site: Site) -> None:
    headers = {"origin": "https://evil.example"}
    answer = site.request("POST", "/app/undo", "rep", headers=headers)
    assert answer.status_code == 403
    body = {"version": 1, "field": "note", "text": "x"}
    assert site.request("PATCH", "/app/entries/1", "rep", json=body, headers=headers).status_code == 403


def test_statements_are_named_after_whose_they_are(site: Site) -> None:
    answer = site.get("/app/statement/1/2026-03.pdf", "manager")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''statement-ana-2026-03.pdf"
    assert answer.content.startswith(b"%PDF-")
    assert site.get("/app/statement/2/2026-03.pdf", "rep").status_code == 404
