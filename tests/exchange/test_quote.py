"""What a quote answers: the keys of the design in its order, and documents that leave almost everything out."""

import json

from rxbilling.exchange.quote import answer
from tests.engine.case import document, entry, priced, rule, stated
from tests.exchange.quote_case import DOCUMENT, EXAMPLE, Json, changed


def test_the_answer_has_the_keys_of_the_design_in_its_order() -> None:
    result = priced(DOCUMENT)
    assert list(result) == ["charges", "lots", "bills", "totals"]
    assert list(result["totals"]) == ["amount", "cost", "worked_s", "billable_s"]
    assert list(result["charges"][0]) == ["entry", "error", "worked_s", "billable_s", "amount", "cost", "contract",
                                          "portions", "explanation"]  # fmt: skip
    assert list(result["charges"][1]["portions"][0]) == [
        "start", "end", "tier", "kind", "worked_s", "billable_s", "lot", "rule", "level", "rate", "amount",
    ]  # fmt: skip
    assert list(result["lots"][0]) == ["id", "contract", "unit", "granted", "drawn", "left", "start", "end"]
    assert list(result["bills"][0]) == [
        "contract", "cycle", "base", "usage", "discount", "net", "taxes", "total",
    ]  # fmt: skip
    assert list(result["bills"][0]["taxes"][0]) == ["name", "amount"]


def test_the_example_of_the_design() -> None:
    """36,000 s of January's allowance are left; half of it moves on and expires with the lot of 28 February."""
    result = priced(EXAMPLE)
    (found,) = result["charges"]
    (portion,) = found["portions"]
    assert (found["amount"], found["cost"], found["contract"]) == (0, 4000, "c1")
    assert portion == {
        "start": "2026-03-29T01:30:00+01:00", "end": "2026-03-29T03:30:00+02:00", "tier": "weekend",
        "kind": "included", "worked_s": 3600, "billable_s": 3600, "lot": "c1/2026-01-31/carried",
        "rule": None, "level": None, "rate": None, "amount": 0,
    }  # fmt: skip
    assert [list(lot.values()) for lot in result["lots"]] == [
        ["c1/2026-01-31", "c1", "second", 36000, 0, 36000, "2026-01-31", "2026-02-27"],
        ["t1", "c1", "second", 7200, 0, 7200, "2026-02-01", "2026-03-31"],
        ["c1/2026-01-31/carried", "c1", "second", 18000, 3600, 14400, "2026-02-28", "2026-03-30"],
        ["c1/2026-02-28", "c1", "second", 36000, 0, 36000, "2026-02-28", "2026-03-30"],
    ]
    assert [list(bill.values()) for bill in result["bills"]] == [
        ["c1", ["2026-01-31", "2026-02-27"], 50000, 0, 5000, 45000, [{"name": "VAT", "amount": 9000}], 54000],
        ["c1", ["2026-02-28", "2026-03-30"], 50000, 0, 5000, 45000, [{"name": "VAT", "amount": 9000}], 54000],
    ]
    assert result["totals"] == {"amount": 0, "cost": 4000, "worked_s": 3600, "billable_s": 3600}


def test_only_the_currency_is_required() -> None:
    found = answer('{"currency": "EUR"}')
    assert found.problems == ()
    assert json.loads(found.text or "") == {
        "charges": [], "lots": [], "bills": [], "totals": {"amount": 0, "cost": 0, "worked_s": 0, "billable_s": 0},
    }  # fmt: skip


def test_without_calendars_and_accounts_the_clock_is_utc() -> None:
    one = {"id": "e", "account": "any", "start": "2026-03-06T10:00Z", "end": "2026-03-06T11:00Z"}
    rules = [
        {"id": "r", "level": "account", "of": "any", "order": 1, "where": {"account": ["any"]}, "price": {"amount": 5}}
    ]
    found = priced({"currency": "EUR", "entries": [one], "rules": rules})["charges"][0]
    assert (found["amount"], found["portions"][0]["tier"]) == (5, "non_operational")
    assert found["explanation"][0]["calendar"] is None


def test_r8_an_entry_without_a_price_has_no_amount() -> None:
    result = priced(document(stated("2026-03-06", 3600), rules=[]))
    (found,) = result["charges"]
    assert (found["error"], found["amount"], found["portions"][0]["amount"]) == ("no_price", None, None)
    assert (found["portions"][0]["level"], found["portions"][0]["rate"]) == (None, None)
    assert result["totals"]["amount"] == 0


def test_charges_stand_in_work_order() -> None:
    late, early = (entry(f"2026-03-06T{hour}:00:00+01:00", f"2026-03-06T{hour}:30:00+01:00") for hour in (15, 10))
    entries = [late | {"id": "a"}, early | {"id": "c"}, early | {"id": "b"}, stated("2026-03-06", 60, id="d")]
    assert [found["entry"] for found in priced(document(*entries))["charges"]] == ["d", "b", "c", "a"]


def test_rounding_without_keys_says_nothing() -> None:
    spoken: Json = document(stated("2026-03-06", 60), rounding={"increment_s": 900}, accounts={"acme": {}})
    assert priced(spoken)["totals"]["billable_s"] == 900
    assert priced(changed(spoken, "accounts/acme/rounding", {}))["totals"]["billable_s"] == 900
    assert priced(changed(spoken, "accounts/acme/rounding", {"mode": "up"}))["totals"]["billable_s"] == 60


def test_r10_a_ticket_is_one_of_its_account() -> None:
    tickets = [("acme", "T"), ("acme", "T"), ("blue", "T"), ("acme", None), ("acme", None)]
    entries = [
        stated("2026-03-06", 60, id=f"e{number}", account=account, ticket=ticket)
        for number, (account, ticket) in enumerate(tickets)
    ]
    result = priced(document(*entries, rules=[rule({"per": "request", "amount": 700})]))
    assert [found["portions"][0]["kind"] for found in result["charges"]] == [
        "request", "free", "request", "request", "request",
    ]  # fmt: skip
    assert result["totals"]["amount"] == 4 * 700


def test_steps_tell_days_and_times_as_the_document_does() -> None:
    """R28: no day numbers, no epoch seconds."""
    clock = {"id": "a", "account": "acme", "start": "2026-03-06T10:00:00+01:00", "end": "2026-03-06T11:00:00+01:00"}
    dated = {"id": "b", "account": "acme", "date": "2026-03-07", "seconds": 60}
    keys = {"plans": {"gold": {"cycle": "month"}}}
    contract = {"id": "c", "account": "acme", "plan": "gold", "start": "2026-01-31"}
    first, second = (
        charge["explanation"] for charge in priced(document(clock, dated, contracts=[contract], **keys))["charges"]
    )
    assert first[0]["cycle"] == "2026-02-28"
    assert (first[1]["start"], first[1]["end"]) == (clock["start"], clock["end"])
    assert (second[1]["start"], second[1]["end"]) == ("2026-03-07", None)
