"""What stands on bills stays, and counts (R12, R16, R24 to R26)."""

import json
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rxbilling.engine.columns import Billed, Charges, Entries, Int64, Kind
from rxbilling.engine.explain import steps
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Terms
from rxbilling.exchange.quote_document import Document
from rxbilling.exchange.quote_entries import entries_of
from rxbilling.exchange.quote_terms import terms_of
from tests.engine.case import document, rule, stated
from tests.engine.documents import documents
from tests.engine.test_oracle import SLOW

Json = dict[str, Any]
HOUR = 3600
PREPAID: Json = {
    "plans": {
        "gold": {
            "cycle": "month",
            "allowance": {"unit": "second", "amount": 2 * HOUR},
            "overage_price": {"per": "hour", "amount": 12000},
        }
    },
    "contracts": [{"id": "c", "account": "acme", "plan": "gold", "start": "2026-01-01"}],
}


def read(described: Json) -> tuple[Entries, Terms]:
    """Entries and terms of a document."""
    parsed = Document.model_validate_json(json.dumps(described))
    return entries_of(parsed), terms_of(parsed)


def bill(rows: Int64, entries: Entries, charges: Charges, terms: Terms) -> Billed:
    """Put the charges of some entries on a bill, as they are."""
    parts = charges.portions
    own = np.flatnonzero(np.isin(parts.entry, rows))
    work = entries.take(parts.entry[own].astype(np.int64))
    work.start[:], work.end[:] = parts.start[own], parts.end[own]
    keys = (*(lot.key for lot in charges.lots), "")
    return Billed(
        work,
        parts.billable_s[own].astype(np.int64),
        parts.kind[own].astype(np.int8),
        tuple(keys[lot] for lot in parts.lot[own]),
        parts.drawn[own].astype(np.int64),
        parts.request[own],
    )


def of_entries(charges: Charges, rows: list[int]) -> list[Any]:
    """Amounts and portions of some entries."""
    found = []
    for row in rows:
        first, count = int(charges.first[row]), int(charges.count[row])
        parts = range(first, first + count)
        names = ("start", "end", "tier", "kind", "billable_s", "drawn", "rate", "amount")
        found.append([int(charges.amount[row]), [[int(getattr(charges.portions, n)[i]) for n in names] for i in parts]])
    return found


def price_with_bill(described: Json, on_bill: list[int]) -> tuple[Charges, Charges, list[int]]:
    """Charges of all, charges of what is not on the bill, and its rows."""
    entries, terms = read(described)
    whole = rate(entries, terms)
    rows = np.array(on_bill, dtype=np.int64)
    rest = np.setdiff1d(np.arange(len(entries)), rows)
    return whole, rate(entries.take(rest), terms, bill(rows, entries, whole, terms)), rest.tolist()


def scopes(described: Json) -> set[str]:
    """The scopes of all rounding policies."""
    owners = [described, *described["accounts"].values(), *described["contracts"], *described["rules"]]
    return {(owner.get("rounding") or {}).get("scope", "entry") for owner in owners}


@settings(SLOW, max_examples=1500)
@given(documents(without=("rounding",)), st.randoms(use_true_random=False))
def test_r25_what_is_billed_and_the_rest_are_the_whole(described: Json, random: Any) -> None:
    """Where groups of rounding are entries, a bill changes nothing for the others, and draws what it drew."""
    count = len(described["entries"])
    if scopes(described) != {"entry"}:
        return
    whole, rest, rows = price_with_bill(described, random.sample(range(count), random.randint(0, count)))
    assert of_entries(rest, list(range(len(rows)))) == of_entries(whole, rows)
    assert [(lot.key, lot.drawn) for lot in rest.lots] == [(lot.key, lot.drawn) for lot in whole.lots]


def test_r26_voiding_a_bill_restores_everything() -> None:
    described = document(stated("2026-01-05", 3 * HOUR, id="a"), stated("2026-01-06", HOUR, id="b"), **PREPAID)
    entries, terms = read(described)
    before = rate(entries, terms)
    _, beside, _ = price_with_bill(described, [0])
    after = rate(entries, terms)
    assert len(beside.amount) == 1
    assert (of_entries(after, [0, 1]), after.lots) == (of_entries(before, [0, 1]), before.lots)


def test_r24_late_work_draws_what_bills_left() -> None:
    first, late = stated("2026-01-10", HOUR * 3 // 2, id="b"), stated("2026-01-05", HOUR, id="a")
    entries, terms = read(document(late, first, **PREPAID))
    alone = rate(entries.take(np.array([1])), terms)
    charges = rate(entries.take(np.array([0])), terms, bill(np.array([0]), entries.take(np.array([1])), alone, terms))
    assert charges.portions.kind.tolist() == [Kind.INCLUDED, Kind.OVERAGE]
    assert charges.portions.billable_s.tolist() == [HOUR // 2, HOUR // 2]
    assert [(lot.used, lot.left) for lot in charges.lots] == [(2 * HOUR, 0)]


def test_r28_late_work_is_explained_with_what_bills_took_of_its_account() -> None:
    entries, terms = read(
        document(stated("2026-01-05", HOUR, id="a"), stated("2026-01-06", 2 * HOUR, id="b"), **PREPAID)
    )
    billed = bill(np.array([0]), entries, rate(entries, terms), terms)
    found = steps(0, entries.take(np.array([1])), terms, billed)
    assert [(step.units, step.drawn) for step in found if step.step == "lot"] == [(HOUR, HOUR * 10_000)]
    assert [(step.billable_s, step.amount) for step in found if step.step == "amount"] == [(HOUR, 12_000)]


def test_r12_a_ticket_that_was_billed_in_part_is_billed_the_difference() -> None:
    work = [
        stated("2026-03-06", minutes * 60, id=f"e{number}", ticket="T") for number, minutes in enumerate((45, 45, 5))
    ]
    described = document(*work, rounding={"increment_s": HOUR, "scope": "ticket"})
    entries, terms = read(described)
    first = rate(entries.take(np.array([0])), terms)
    assert first.billable_s.tolist() == [HOUR]
    rest = rate(entries.take(np.array([1, 2])), terms, bill(np.array([0]), entries.take(np.array([0])), first, terms))
    assert int(rest.billable_s.sum()) == HOUR  # 95 minutes are 2 h, of which 1 h is billed


def test_r10_a_request_that_was_billed_is_not_charged_again() -> None:
    work = [stated("2026-03-06", HOUR, id="a", ticket="T"), stated("2026-03-07", HOUR, id="b", ticket="T")]
    described = document(*work, rules=[rule({"per": "request", "amount": 5000})])
    whole, rest, _ = price_with_bill(described, [0])
    assert whole.amount.tolist() == [5000, 0]
    assert rest.amount.tolist() == [0]


def test_r15_a_request_that_a_bill_included_covers_its_ticket() -> None:
    work = [stated("2026-03-06", HOUR, id="a", ticket="T"), stated("2026-03-07", HOUR, id="b", ticket="T")]
    plan = {"gold": {"cycle": "month", "allowance": {"unit": "request", "amount": 1}}}
    whole, rest, _ = price_with_bill(document(*work, **PREPAID | {"plans": plan}), [0])
    assert whole.portions.kind.tolist() == [Kind.INCLUDED, Kind.INCLUDED]
    assert rest.portions.kind.tolist() == [Kind.INCLUDED]
    assert [lot.used for lot in rest.lots] == [0, 0, 1]


def billed_then_rest(described: Json, on_bill: list[int]) -> tuple[list[int], list[int]]:
    """Amounts of all together, and of what is not on the bill beside it."""
    whole, rest, rows = price_with_bill(described, on_bill)
    return whole.amount[rows].tolist(), rest.amount.tolist()


def of_tickets(*tickets: str, **keys: Any) -> list[Json]:
    return [stated("2026-03-06", HOUR, id=f"e{number}", ticket=name) | keys for number, name in enumerate(tickets)]


def test_r17_what_bills_took_of_a_carried_lot_is_not_granted_again() -> None:
    plan = PREPAID["plans"]["gold"] | {
        "allowance": {"unit": "second", "amount": 10 * HOUR},
        "carry_over": {"cycles": 1},
    }
    january, february = stated("2026-01-10", 5 * HOUR, id="a"), stated("2026-02-10", 15 * HOUR, id="b")
    late = stated("2026-01-20", 5 * HOUR, id="c")
    entries, terms = read(document(january, february, late, **PREPAID | {"plans": {"gold": plan}}))
    first = entries.take(np.array([0, 1]))
    charges = rate(entries.take(np.array([2])), terms, bill(np.array([0, 1]), first, rate(first, terms), terms))
    assert charges.amount.tolist() == [60000]
    assert [(lot.used, lot.granted) for lot in charges.lots] == [
        (5 * HOUR, 10 * HOUR),
        (5 * HOUR, 5 * HOUR),
        (10 * HOUR, 10 * HOUR),
    ]


def test_r10_billed_work_that_was_included_carries_no_price_per_request() -> None:
    plan = {
        "cycle": "month",
        "allowance": {"unit": "second", "amount": HOUR},
        "overage_price": {"per": "request", "amount": 7000},
    }
    described = document(
        *of_tickets("T", "T"), **PREPAID | {"plans": {"gold": plan}, "rules": [rule({"per": "request", "amount": 1})]}
    )
    assert billed_then_rest(described, [0]) == ([7000], [7000])


def requests(*work: Json) -> Json:
    plan = {
        "cycle": "month",
        "allowance": {"unit": "request", "amount": 1},
        "overage_price": {"per": "request", "amount": 7000},
    }
    return document(*work, **PREPAID | {"plans": {"gold": plan}})


def test_r15_billed_work_that_drew_no_request_settles_nothing() -> None:
    first, second, third = of_tickets("T", "T", "U")
    described = requests(first | {"override": 9900}, second, third)
    assert billed_then_rest(described, [0]) == ([0, 7000], [0, 7000])
    assert billed_then_rest(requests(first, second, third), [1]) == ([0, 7000], [0, 7000])


def test_r10_tickets_of_two_accounts_are_two() -> None:
    work = [stated("2026-03-06", HOUR, id=account, account=account, ticket="T") for account in ("acme", "blue")]
    entries, terms = read(document(*work, rules=[rule({"per": "request", "amount": 5000})]))
    entries.ticket[:] = 0
    assert rate(entries, terms).amount.tolist() == [5000, 5000]


def test_many_requests_beyond_a_retainer_cost_its_hours() -> None:
    plan = {
        "cycle": "month",
        "allowance": {"unit": "money", "amount": 0},
        "overage_price": {"per": "hour", "amount": 12000},
    }
    keys = PREPAID | {"plans": {"gold": plan}, "rules": [rule({"per": "request", "amount": 5000})]}
    entries, terms = read(document(*of_tickets(*["T"] * 300), **keys))
    assert set(rate(entries, terms).amount.tolist()) == {12000}
