"""Time entries over HTTP: versions, conflicts, keys, and what is wrong with a request."""

from datetime import date

import httpx
import pytest

from rxbilling.api.v1.gate import LARGEST_BODY
from rxbilling.api.v1.problems import NOTHING_HERE
from rxbilling.services import closing, logged, profile
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.entry_locks import GONE
from tests.api.programs import Api, problem_of
from tests.api.site import TestClient

BODY = {"account_id": 1, "rep_id": 1, "day": "2026-03-05", "seconds": 1800, "tier": "weekend"}
JSON = {"Content-Type": "application/json"}


def put(api: Api, number: int, tag: str | None, who: str = "manager", **body: object) -> httpx.Response:
    headers = {} if tag is None else {"If-Match": tag}
    return api.ask("PUT", f"/entries/{number}", who, json=BODY | body, headers=headers)


def fields(response: httpx.Response) -> list[str]:
    return [mistake["field"] for mistake in problem_of(response, 422)["errors"]]


def test_an_entry_goes_from_hand_to_hand(api: Api) -> None:
    made = api.log(note="Called back")
    assert (made.status_code, made.headers["etag"]) == (201, '"1"')
    place = made.headers["location"]
    assert place == f"/api/v1/entries/{made.json()['id']}"
    number = made.json()["id"]
    assert api.get(f"/entries/{number}").json() == made.json()
    changed = put(api, number, '"1"', note="Written")
    assert (changed.status_code, changed.headers["etag"], changed.json()["note"]) == (200, '"2"', "Written")
    assert (changed.json()["start"], changed.json()["seconds"], changed.json()["tier"]) == (None, 1800, "weekend")
    assert api.ask("DELETE", f"/entries/{number}", headers={"If-Match": '"2"'}).status_code == 204
    problem_of(api.get(f"/entries/{number}"), 404)
    assert [item["id"] for item in api.get("/deleted-entries?changed_since=1").json()["items"]] == [number]


def test_times_are_on_the_clock_of_the_customer_and_have_an_offset(api: Api) -> None:
    entry = api.log(start="2026-03-04T10:00:00+01:00", end="2026-03-04T11:00:00+01:00").json()
    assert (entry["start"], entry["zone"], entry["day"]) == ("2026-03-04T09:00:00Z", "UTC", "2026-03-04")


def test_who_comes_too_late_is_shown_what_there_is_and_can_do_it_again(api: Api) -> None:
    assert put(api, 1, '"1"', note="First").status_code == 200
    late = put(api, 1, '"1"', note="Second")
    said = problem_of(late, 412)
    assert said["current"] == api.get("/entries/1").json()
    assert said["current"]["note"] == "First"
    assert put(api, 1, late.headers["etag"], note="Second").json()["note"] == "Second"
    said = problem_of(api.ask("DELETE", "/entries/1", headers={"If-Match": '"1"'}), 412)
    assert (said["current"]["version"], said["current"]["note"]) == (3, "Second")


@pytest.mark.parametrize("tag", ["*", 'W/"1"', "1", '"1", "2"', '"01x"', '""', '"999999999999999999999"'])
def test_only_the_tag_itself_is_a_version(api: Api, tag: str) -> None:
    problem_of(put(api, 1, tag), 412)
    problem_of(api.ask("DELETE", "/entries/1", headers={"If-Match": tag}), 412)
    assert api.get("/entries/1").json()["version"] == 1


def test_without_a_version_nothing_is_changed(api: Api) -> None:
    problem_of(put(api, 1, None), 428)
    problem_of(api.ask("DELETE", "/entries/1"), 428)
    assert api.get("/entries/1").json()["version"] == 1


def test_what_is_closed_is_a_conflict_with_what_there_is(api: Api) -> None:
    closing.close(COMMAND_LINE, date(2026, 3, 31), closing.books(COMMAND_LINE).version)
    said = problem_of(put(api, 1, '"1"'), 409)
    assert said["detail"] == "The books are closed up to Mar 31, 2026. Ask finance to reopen them."
    assert said["current"]["id"] == 1
    assert problem_of(api.ask("DELETE", "/entries/1", headers={"If-Match": '"1"'}), 409)["current"]["id"] == 1
    assert "current" not in problem_of(api.log(), 409)


def test_others_entries_are_answered_like_none(api: Api) -> None:
    for ask in (
        lambda number: api.get(f"/entries/{number}", "rep"),
        lambda number: api.get(f"/entries/{number}/charge", "rep"),
        lambda number: put(api, number, '"1"', "rep"),
        lambda number: put(api, number, '"9"', "rep"),
        lambda number: api.ask("DELETE", f"/entries/{number}", "rep", headers={"If-Match": '"1"'}),
    ):
        bens, none = ask(3), ask(99)
        assert problem_of(bens, 404) == problem_of(none, 404)
        assert set(bens.headers) == set(none.headers)
    assert api.get("/entries/3").json()["version"] == 1


def test_a_rep_is_told_of_own_work_in_every_list(api: Api) -> None:
    assert [item["id"] for item in api.get("/entries?rep=2&rep=1", "rep").json()["items"]] == [1, 2]
    assert api.get("/entries?rep=2", "rep").json() | {"revision": 0} == {
        "items": [], "next": None, "total": 0, "revision": 0,
    }  # fmt: skip
    assert api.get("/charges", "rep").json()["total"] == 2
    assert api.get("/charges/totals", "rep").json()["worked_s"] == 7200
    assert [item["name"] for item in api.get("/reps", "rep").json()["items"]] == ["Ana"]
    made = api.ask("POST", "/exports", "rep", json={"format": "csv", "filter": {"rep": [1, 2]}})
    assert b"Ana" in made.content
    assert b"Ben" not in made.content


def test_the_same_key_is_answered_as_the_first_time(api: Api) -> None:
    first, again = api.log(key="k-1"), api.log(key="k-1")
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (again.headers["location"], again.headers["etag"]) == (first.headers["location"], first.headers["etag"])
    assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
    assert fields(api.log(key="k-1", note="Other")) == ["Idempotency-Key"]
    assert api.get("/entries").json()["total"] == 4
    number = first.json()["id"]
    assert api.ask("DELETE", f"/entries/{number}", headers={"If-Match": '"1"'}).status_code == 204
    problem_of(api.log(key="k-1"), 410)
    assert api.get("/entries").json()["total"] == 3


@pytest.mark.parametrize("key", ["", " ", "a b", "x" * 256, "é"])
def test_a_key_is_of_plain_signs(api: Api, key: str) -> None:
    headers = {"Idempotency-Key": key.encode("latin1"), "Content-Type": "application/json"}
    assert fields(api.ask("POST", "/entries", json=BODY, headers=headers)) == ["Idempotency-Key"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"account_id": 99}, "account_id"),
        ({"rep_id": 99}, "rep_id"),
        ({"service_id": 99}, "service_id"),
        ({"ticket_id": 99}, "ticket_id"),
        ({"ticket_id": 2}, "ticket_id"),
        ({"account_id": "1"}, "account_id"),
        ({"account_id": 2**31}, "account_id"),
        ({"note": "x" * 4001}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"surprise": 1}, "surprise"),
        ({"tier": None}, "day"),
        ({"seconds": -1}, "seconds"),
        ({"seconds": 32 * 86_400}, "seconds"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "1950-01-01"}, "day"),
        ({"start": "2026-03-04T09:00:00Z"}, "start"),
        ({"start": "2026-03-04T09:00:00"}, "start"),
        ({"billable": "yes"}, "billable"),
    ],
)
def test_a_mistake_is_told_with_its_place(api: Api, body: dict[str, object], field: str) -> None:
    before = api.site.content()
    assert fields(api.ask("POST", "/entries", json=BODY | body)) == [field]
    assert fields(put(api, 1, '"1"', **body)) == [field]
    assert api.site.content().count("time_entry") == before.count("time_entry")


def test_an_end_is_after_its_start(api: Api) -> None:
    assert fields(api.log(start="2026-03-04T09:00:00Z", end="2026-03-04T08:00:00Z")) == ["end"]


@pytest.mark.parametrize(
    "query",
    ["?form=2026-01-01", "?from=0", "?from=2026-13-01", "?limit=501", "?limit=0", "?account=x", "?status=paid",
     "?cursor=!", "?cursor=abcd", "?cursor=LTE=", "?cursor=MS4y", "?ticket=0", "?rep=9999999999", "?changed_since=-2"],
)  # fmt: skip
def test_a_filter_that_is_none_is_refused(api: Api, query: str) -> None:
    """Without it, everything would be answered."""
    assert len(fields(api.get(f"/entries{query}"))) == 1


def test_bodies_are_json(api: Api) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/jsonx"):
        problem_of(api.ask("POST", "/entries", content=b"{}", headers={"Content-Type": kind}), 415)
    problem_of(api.ask("POST", "/quote", content=b"{}"), 415)
    for content in (b"{", b"", b"[]", b"null", b"\xff\xfe", b'{"account_id": 1, "account_id": NaN}'):
        assert fields(api.ask("POST", "/entries", content=content, headers=JSON))
    odd = b'{"account_id": 1, "rep_id": 1, "\\ud800": 1, "note": "\\ud800"}'
    assert fields(api.ask("POST", "/entries", content=odd, headers=JSON))


def test_a_body_has_a_largest_size(api: Api) -> None:
    large = b" " * (LARGEST_BODY + 1)
    problem_of(api.ask("POST", "/entries", content=large, headers=JSON), 413)
    problem_of(api.ask("POST", "/quote", content=iter([large[:1000], large]), headers=JSON), 413)
    problem_of(api.get("/entries", headers={"Content-Length": str(LARGEST_BODY + 1)}), 413)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [("PATCH", "/entries/1", "DELETE, GET, PUT"), ("DELETE", "/entries", "GET, POST"), ("HEAD", "/me", "GET"),
     ("PUT", "/deleted-entries", "GET"), ("POST", "/openapi.json", "GET"), ("TRACE", "/quote", "POST")],
)  # fmt: skip
def test_a_method_that_is_none_is_told_which_there_are(api: Api, method: str, path: str, allowed: str) -> None:
    response = api.ask(method, path)
    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/nowhere", "/entries/1/2", "/entries/1%0A", "/%00", "/"])
def test_there_is_nothing_elsewhere(api: Api, path: str) -> None:
    response = api.get(path)
    problem_of(response, 404)


def test_problems_speak_the_language_of_the_user(api: Api) -> None:
    profile.set_language(api.actor("manager"), "fr")
    assert problem_of(api.get("/entries/99"), 404)["detail"] == GONE.text("fr") != GONE.msgid
    assert problem_of(api.get("/nowhere"), 404)["detail"] == NOTHING_HERE.text("fr")


def test_a_scope_that_is_missing_is_told(api: Api) -> None:
    response = api.get("/entries", scopes=("write",))
    assert "this token does not" in problem_of(response, 403)["detail"]
    assert response.headers["www-authenticate"] == 'Bearer error="insufficient_scope"'
    assert "Your role" in problem_of(api.ask("POST", "/entries", "finance", json=BODY), 403)["detail"]


def test_a_fault_of_ours_tells_nothing(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(logged, "some", fail)
    quiet = TestClient(api.site.client.app, raise_server_exceptions=False)
    response = quiet.get("/api/v1/entries", headers={"Authorization": f"Bearer {api.token('manager')}"})
    assert "secret" not in response.text
    assert problem_of(response, 500)["detail"].startswith("Something went wrong here.")


def test_another_site_gets_nothing_with_the_cookie_and_no_leave_to_read(api: Api) -> None:
    headers = {"Origin": "https://evil.example"}
    problem_of(api.ask("POST", "/entries", None, json=BODY, headers=api.site.cookie("admin") | headers), 401)
    assert "access-control-allow-origin" not in api.get("/me", headers=headers).headers


def test_a_token_is_no_way_to_the_account_of_its_user(api: Api) -> None:
    assert api.ask("POST", "/me", json={"name": "X"}).status_code == 405
