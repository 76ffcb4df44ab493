"""Forms of contracts and the figure of their time line: what is typed, what is told, where a click leads."""

from datetime import date
from typing import Any

import pytest

from rxbilling.engine.terms import Rounding, Tax
from rxbilling.services.access import Invalid
from rxbilling.services.contract_drafts import ContractDraft, Overrides
from rxbilling.services.contract_list import Listed
from rxbilling.services.contract_timeline import Line, Timeline
from rxbilling.state import contract_fields, timeline_figure
from rxbilling.state.contract_words import part_of, quantity, rates
from rxbilling.state.quantities import quantity_text, quantity_typed, share_text, share_typed

DRAFT = ContractDraft(
    "C-1", 7, 2, date(2026, 1, 1), date(2026, 12, 31), "Care", (1, 3), ("Mail", "Fax"), 4,
    Rounding(900, 600, "down", "day"), "EUR", "PO", 1250, 50, (Tax("TVA", 2000), Tax("Eco", 5)), "a@b.c", 14, True,
    "Note", Overrides(0, 5400, (1, 2, 3, 4)),
)  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_a_form_is_filled_with_is_read_back_as_it_was(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = contract_fields.texts_of(language, DRAFT, "EUR", "second")
    form: dict[str, Any] = {
        name: getattr(texts, name)
        for name in ("number", "name", "plan", "first_day", "last_day", "products", "calendar", "currency",
                     "purchase_order", "discount", "discount_amount", "bill_email", "payment_days", "note",
                     "base_charge", "auto_renew", "is_draft")
    }  # fmt: skip
    form |= {"allowance_amount": texts.allowance, "rounding_increment": texts.increment}
    form |= {"rounding_minimum": texts.minimum, "rounding_mode": texts.mode, "rounding_scope": texts.scope}
    form |= {f"overage_{tier}": text for tier, text in enumerate(texts.overage)}
    form |= {f"service_{number}": "on" for number in DRAFT.services}
    for line in contract_fields.tax_lines(language, DRAFT.taxes):
        form |= {f"tax_name_{line.place}": line.name, f"tax_share_{line.place}": line.share}
    monkeypatch.setattr(contract_fields, "language_of", lambda _actor: language)
    assert contract_fields.draft_of(None, form, 7, "second") == DRAFT


@pytest.mark.parametrize(("text", "share"), [("20", 2000), ("5,5 %", 550), ("", 0), ("0.01", 1), ("100", 10_000)])
def test_percentages_are_exact(text: str, share: int) -> None:
    assert share_typed(text, "x") == share
    assert share_typed(share_text("fr", share), "x") == share


@pytest.mark.parametrize("text", ["x", "1.234", "nan", "1e9", "--1"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        share_typed(text, "discount")
    assert refused.value.field == "discount"


@pytest.mark.parametrize(
    ("unit", "text", "amount", "shown"),
    [
        ("second", "40", 144_000, "40:00"),
        ("second", "2:30", 9000, "2:30"),
        ("request", "60", 60, "60"),
        ("money", "12.5", 1250, "12.50"),
        ("request", "", None, ""),
    ],
)
def test_what_is_included_is_typed_in_its_unit(unit: str, text: str, amount: int | None, shown: str) -> None:
    assert quantity_typed({"x": text}, "x", unit, "en", "EUR") == amount
    assert quantity_text("en", amount, unit, "EUR") == shown


def test_three_prices_of_four_are_refused() -> None:
    form = {"number": "C", "first_day": "2026-01-01", "currency": "EUR", "overage_0": "1", "overage_1": "1"}
    with pytest.raises(Invalid) as refused:
        contract_fields.draft_of(None, form, 1, "second")
    assert refused.value.field == "overage_2"


def test_amounts_and_prices_are_told() -> None:
    assert quantity("en", "second", -5400, "EUR") == "-1:30 h"
    assert quantity("en", "request", 3, "EUR") == "3 requests"
    assert part_of("en", "second", 60, 7200, "EUR") == "0:01 / 2:00 h"
    assert part_of("en", "money", 5, 100, "EUR") == "€0.05 / €1.00"
    assert rates("en", (100, 100, 100, 100), "EUR", "hour") == "€1.00 an hour"
    assert rates("en", (), "EUR", "hour") == ""


def line(  # noqa: PLR0917 - the parts of a contract
    number: int, account: int, first: date, last: date, state: str = "active", renews: bool = False
) -> Line:
    name = f"Account {account}"
    listed = Listed(number, f"C-{number}", "", name, account, "Plan", state, first, last, "EUR", 0)
    return Line(listed, last, [first, date(first.year, first.month + 1, 1)], renews)


def test_contracts_beside_each_other_have_lanes_of_their_own_and_a_click_finds_each() -> None:
    lines = [
        line(5, 1, date(2026, 1, 1), date(2026, 6, 30), "renewed"),
        line(6, 1, date(2026, 2, 1), date(2026, 3, 31)),
        line(7, 1, date(2026, 7, 1), date(2026, 12, 31), renews=True),
        line(8, 2, date(2026, 1, 1), date(2026, 12, 31)),
    ]
    figure, numbers, lanes = timeline_figure.figure_of("en", Timeline(date(2026, 3, 1), lines, 4))
    assert lanes == 3
    assert figure["layout"]["yaxis"]["ticktext"] == ["Account 1", "", "Account 2"]
    at = {
        number: (trace["y"][place], trace["base"][place])
        for trace, own in zip(figure["data"], numbers, strict=True) if trace["type"] == "bar"
        for place, number in enumerate(own)
    }  # fmt: skip
    assert {number: lane for number, (lane, _) in at.items()} == {5: 0, 6: 1, 7: 0, 8: 2}
    for curve, own in enumerate(numbers):
        for place, number in enumerate(own):
            assert timeline_figure.number_at(numbers, {"curveNumber": curve, "pointNumber": place}) == number
    names = [trace["name"] for trace in figure["data"]]
    assert names == ["Active", "Renewed", "Cycle", "Renewal"]
    patterns = [trace["marker"]["pattern"]["shape"] for trace in figure["data"][:2]]
    assert len(set(patterns)) == 2


@pytest.mark.parametrize("point", [{}, {"curveNumber": 9, "pointNumber": 0}, {"curveNumber": 0, "pointNumber": -1}])
def test_a_click_beside_everything_finds_nothing(point: dict[str, Any]) -> None:
    assert timeline_figure.number_at([[1]], point) == 0
