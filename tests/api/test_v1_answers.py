"""What the API tells: the same numbers as the pages, the files, the engine and the command."""

import csv
import io
import json
from datetime import date

import pytest

from rxbilling.api.v1.app import openapi
from rxbilling.exchange.quote import answer
from rxbilling.services import contract_list, entries, quickbooks, reports, standings
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.filters import WorkFilter
from tests.api.programs import Api, Json, agree, problem_of
from tests.exchange.quote_case import DOCUMENT

FILTERS = ["", "account=1", "rep=2", "from=2026-03-03", "to=2026-03-02&account=1", "ticket=1", "status=billed"]


def all_pages(api: Api, path: str, who: str = "manager") -> list[Json]:
    items: list[Json] = []
    cursor = ""
    while True:
        page = api.get(f"{path}{cursor}", who).json()
        items += page["items"]
        if page["next"] is None:
            return items
        cursor = f"&cursor={page['next']}"


def test_bills_are_made_issued_and_made_void(api: Api) -> None:
    agree()
    days = {"first": "2026-02-28", "last": "2026-03-31", "contracts": [1]}
    made = api.ask("POST", "/bill-runs", "finance", scopes=("bill",), json=days).json()
    (number,) = made["bills"]
    assert api.ask("POST", "/bill-runs", "finance", json=days).json()["bills"] == []
    issued = api.ask("POST", f"/bills/{number}/issue", "finance", json={"day": "2026-04-01"})
    assert (issued.status_code, issued.json()) == (200, {"id": number, "number": "0001"})
    bill = api.get(f"/bills/{number}").json()
    assert (bill["state"], bill["number"], bill["due"]) == ("issued", "0001", "2026-05-01")
    assert sum(line["amount"] - line["discount"] for line in bill["lines"]) == bill["net"]
    assert api.ask("POST", f"/bills/{number}/void", "finance", json={"reason": "Wrong"}).status_code == 204
    assert api.get(f"/bills/{number}").json()["void_reason"] == "Wrong"
    assert api.ask("POST", f"/bills/{number}/issue", "finance", json={"day": "2026-04-01"}).status_code == 409


@pytest.mark.parametrize("who", ["rep", "manager"])
@pytest.mark.parametrize("query", FILTERS)
def test_all_tell_the_same_numbers(api: Api, query: str, who: str) -> None:
    agree()
    chosen = WorkFilter.from_query(dict(part.split("=") for part in query.split("&") if part))
    actor = api.actor(who)
    page, totals = entries.page(actor, chosen, end=500), reports.totals(actor, chosen)
    charges = all_pages(api, f"/charges?limit=1&{query}", who)
    assert {(c["entry_id"], c["amount"], c["billable_s"], c["cost"]) for c in charges} == {
        (row["id"], row["amount"], row["billable_s"], row["cost"]) for row in page.rows
    }
    assert len(all_pages(api, f"/entries?limit=2&{query}", who)) == page.total == len(charges)
    told = api.get(f"/charges/totals?{query}", who).json()
    assert {money["currency"]: money["amount"] for money in told["amounts"]} == totals.billable
    assert (told["entries"], told["worked_s"], told["cost"]) == (totals.entries, totals.worked_s, totals.cost)
    assert sum(c["amount"] for c in charges) == sum(totals.billable.values())
    filed = list(csv.DictReader(io.StringIO(exported(api, query, who))))
    assert {(row["id"], row["amount"]) for row in filed} == {
        (str(c["entry_id"]), f"{c['amount'] // 100}.{c['amount'] % 100:02}") for c in charges
    }


def exported(api: Api, query: str, who: str) -> str:
    parts = dict(part.split("=") for part in query.split("&") if part)
    body = {name: [int(value)] if name in {"account", "rep"} else value for name, value in parts.items()}
    if "ticket" in body:
        body["ticket"] = int(parts["ticket"])
    return api.ask("POST", "/exports", who, json={"format": "csv", "filter": body}).text


def test_a_charge_is_explained_as_in_a_quote(api: Api) -> None:
    agree()
    charge = api.get("/entries/1/charge").json()
    (portion,) = charge["portions"]
    assert (portion["kind"], portion["lot"], portion["worked_s"]) == ("included", "1/2026-02-28", 5400)
    assert [step["step"] for step in charge["explanation"]] == ["calendar", "cut", "price", "rounding", "lot", "cost"]
    assert sum(part["amount"] for part in charge["portions"]) == charge["amount"] == 0
    assert charge["names"] == {"rules": {}, "contracts": {"1": "Acme care"}, "calendars": {"1": "Office hours"}}
    # Bolt has no contract, and its charge does not speak of that of Acme.
    other = api.get("/entries/2/charge", "rep").json()
    assert (other["amount"], other["currency"], other["names"]["contracts"]) == (4500, "EUR", {})
    assert b"Acme" not in api.get("/entries/2/charge", "rep").content


def test_an_entitlement_is_what_the_engine_says(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    agree()
    monkeypatch.setattr(standings, "today", lambda _zone: date(2026, 3, 15))
    told = api.get("/contracts/1/entitlement").json()
    current = told["current"]
    assert current["cycle"] == {"start": "2026-02-28", "end": "2026-03-30"}
    # An hour and a half, and three hours, of ten.
    assert (current["unit"], current["granted"], current["drawn"], current["left"]) == ("second", 36000, 16200, 19800)
    assert [lot["start"] for lot in told["all"]] == ["2026-01-31", "2026-02-28"]
    assert (told["all"][0]["left"], told["all"][1]) == (36000, current["lots"][0])
    # A cycle that began after prices were stored: the engine says what it grants.
    monkeypatch.setattr(standings, "today", lambda _zone: date(2026, 7, 4))
    later = api.get("/contracts/1/entitlement").json()
    assert (later["current"]["cycle"]["start"], later["current"]["left"]) == ("2026-06-30", 36000)
    assert len(later["all"]) == 6
    monkeypatch.setattr(standings, "today", lambda _zone: date(2026, 1, 1))
    before = api.get("/contracts/1/entitlement").json()["current"]
    assert (before["cycle"], before["lots"], before["left"]) == (None, [], 0)


def test_a_contract_and_a_bill_are_told(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    agree()
    (contract,) = api.get("/contracts?account=1&state=active").json()["items"]
    assert (contract["plan"], contract["base_charge"], contract["currency"], contract["end"]) == (
        "Gold", 50_000, "EUR", None,
    )  # fmt: skip
    assert api.get("/contracts/1").json() == contract
    monkeypatch.setattr(contract_list, "today", lambda _zone: date(2025, 12, 31))
    assert api.get("/contracts?state=active").json()["items"] == []
    assert api.get("/contracts?state=upcoming").json()["items"] == [contract | {"state": "upcoming"}]
    assert api.get("/contracts/1").json()["state"] == "upcoming"
    (bill,) = api.get("/bills?from=2026-02-27&to=2026-02-27").json()["items"]
    assert (bill["start"], bill["end"], bill["total"], bill["currency"]) == ("2026-01-31", "2026-02-27", 50_000, "EUR")
    full = api.get("/bills/1").json()
    assert sum(line["amount"] for line in full["lines"]) == full["total"] == full["net"]
    assert (full["kind"], full["taxes"], full["payments"], full["paid"], full["credited"]) == ("bill", [], [], 0, 0)
    for query in ("from=2026-02-28", "to=2026-01-30", "account=2", "state=void"):
        assert api.get(f"/bills?{query}").json()["items"] == []


@pytest.mark.parametrize(
    ("path", "count"),
    [("/accounts?name=CM", 1), ("/accounts?name=%25", 0), ("/accounts?active=false", 0), ("/accounts?limit=1", 1),
     ("/tickets?account=1", 2), ("/tickets?state=closed", 0), ("/tickets?number=T-2", 1), ("/services", 1),
     ("/reps", 2)],
)  # fmt: skip
def test_lists_are_filtered(api: Api, path: str, count: int) -> None:
    assert len(api.get(path).json()["items"]) == count


def test_every_list_goes_on_where_it_stopped(api: Api) -> None:
    for path, whole in (("/accounts", 2), ("/tickets", 3), ("/reps", 2)):
        names = [item["id"] for item in all_pages(api, f"{path}?limit=1")]
        assert names == list(range(1, whole + 1))


def test_files_that_were_made_are_remembered(api: Api) -> None:
    for who, kind in (("rep", "csv"), ("manager", "xlsx"), ("rep", "csv")):
        assert api.ask("POST", "/exports", who, json={"format": kind, "filter": {"account": [1]}}).status_code == 200
    assert [item["format"] for item in all_pages(api, "/exports?limit=1", "finance")] == ["csv", "xlsx", "csv"]
    assert [item["row_count"] for item in api.get("/exports", "rep").json()["items"]] == [1, 1]
    assert {item["filter"] for item in api.get("/exports", "manager").json()["items"]} == {"account=1"}


def test_a_file_that_quickbooks_would_refuse_is_a_conflict(api: Api) -> None:
    problem_of(api.ask("POST", "/exports", "finance", json={"format": "iif"}), 409)


def test_what_was_sent_to_quickbooks_is_sent_again_on_purpose_only(api: Api) -> None:
    quickbooks.set_company(COMMAND_LINE, "Acme Ltd", "1180517353")
    wanted = {"format": "iif", "filter": {"account": [1]}}
    assert b"\tAcme\t" in api.ask("POST", "/exports", "finance", json=wanted).content
    problem_of(api.ask("POST", "/exports", "finance", json=wanted), 409)
    assert b"\tAcme\t" in api.ask("POST", "/exports", "finance", json=wanted | {"again": True}).content


def test_a_quote_is_that_of_the_command(api: Api) -> None:
    document = json.dumps(DOCUMENT)
    response = api.ask("POST", "/quote", content=document, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.text) == (200, answer(document).text)


@pytest.mark.parametrize(
    "document", ['{"currency": "EUR", "rules": [{"id": "r"}]}', '{"currency": "EUR", "currency": "EUR"}', "[]", "{"]
)
def test_the_problems_of_a_quote_are_those_of_the_command(api: Api, document: str) -> None:
    response = api.ask("POST", "/quote", content=document, headers={"Content-Type": "application/json"})
    told = [f"{mistake['field']}: {mistake['detail']}" for mistake in problem_of(response, 422)["errors"]]
    assert tuple(told) == answer(document).problems


def test_the_token_says_whose_it_is(api: Api) -> None:
    me = api.get("/me", "rep", scopes=("read",)).json()
    assert (me["name"], me["role"], me["rep_id"], me["scopes"]) == ("rep", "rep", 1, ["read"])


def test_the_document_is_whole(api: Api) -> None:
    document = api.get("/openapi.json", None).json()
    assert document == json.loads(json.dumps(openapi()))
    assert document["servers"] == [{"url": "/api/v1"}]
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for path, item in document["paths"].items():
        for operation in item.values():
            assert operation["summary"]
            assert "Scope: `" in operation["description"] or path == "/me"
            assert operation["security"] == [{"token": []}]
            assert operation["tags"]
            assert {"401", "413", "422", "429", "500"} <= set(operation["responses"])
            for status, response in operation["responses"].items():
                assert response["description"]
                if int(status) >= 400:
                    assert response["content"]["application/problem+json"]["example"]["status"] == int(status)
            assert operation["operationId"].replace("_", " ") == operation["summary"].lower()
            if body := operation.get("requestBody"):
                sent = body["content"]["application/json"]
                assert "example" in sent or "examples" in sent["schema"]


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(openapi())
    known = set(openapi()["components"]["schemas"])
    named = {part.split('"')[0] for part in text.split('"$ref": "#/components/schemas/')[1:]}
    assert named <= known
    assert "Problem" in named
