"""Hours, prices and rounding of terms, as they are typed and told."""

from datetime import date

import pytest

from rxbilling.engine.terms import Price, Rounding
from rxbilling.services.access import Invalid
from rxbilling.services.plan_drafts import PlanDraft
from rxbilling.services.rule_drafts import RuleDraft
from rxbilling.state import calendar_words, plan_fields, plan_words, rule_fields, rule_words
from rxbilling.state.term_fields import decimal_of, decimal_text

HOUR = 3600


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", ()),
        ("9-12, 13:30-18:00", ((9 * HOUR, 12 * HOUR), (13 * HOUR + 1800, 18 * HOUR))),
        ("22:00 – 6:00", ((22 * HOUR, 30 * HOUR),)),
        ("0-24", ((0, 24 * HOUR),)),
        ("18:00-0:00", ((18 * HOUR, 24 * HOUR),)),
    ],
)
def test_opening_hours_are_typed(text: str, hours: tuple[tuple[int, int], ...]) -> None:
    assert calendar_words.hours_typed(text, "hours_0") == hours
    assert calendar_words.hours_typed(calendar_words.hours_text(hours), "hours_0") == hours


@pytest.mark.parametrize("text", ["9", "9-9", "9-25", "morning", "9-12-13"])
def test_what_are_no_opening_hours(text: str) -> None:
    with pytest.raises(Invalid):
        calendar_words.hours_typed(text, "hours_0")


def test_days_with_the_same_hours_are_told_together() -> None:
    day = ((9 * HOUR, 18 * HOUR),)
    assert calendar_words.week("en", (day,) * 4 + (((9 * HOUR, 12 * HOUR),), (), ())) == [
        "Mon–Thu 9:00-18:00",
        "Fri 9:00-12:00",
    ]
    assert calendar_words.week("en", ((),) * 7) == ["Never open"]


DRAFTS = [
    RuleDraft("A", "EUR", Price("hour", (9000,) * 4)),
    RuleDraft("B", "JPY", Price("request", (9000,) * 4, (10_000, 15_000, 17_500, 20_000)), first_day=date(2026, 1, 1)),
    RuleDraft("C", "EUR", Price("hour", (0, 1, 2, 3)), rounding=Rounding(900, 60, "nearest", "ticket"), after=4),
    RuleDraft("D", "EUR", Price("hour", (1,) * 4), rounding=Rounding(0, 0), match="any"),
    RuleDraft("E", "EUR", Price("hour", (9999, 9000, 1, 9000), (13_333, 15_000, 17_500, 20_000))),
]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.name)
def test_a_rule_is_told_as_it_is_typed(language: str, draft: RuleDraft) -> None:
    texts = rule_fields.texts_of(language, draft)
    form: dict[str, object] = {
        name: getattr(texts, name)
        for name in ("name", "match", "per", "currency", "rate", "first_day", "last_day", "after", "step", "minimum",
                     "mode", "scope")
    }  # fmt: skip
    form |= {f"rate_{tier}": text for tier, text in enumerate(texts.rates)}
    form |= {f"factor_{tier}": text for tier, text in enumerate(texts.factors)}
    kind = rule_words.price_kind(draft.price)
    assert RuleDraft(**rule_fields.parts_of(language, form, kind, draft.price)) == draft


def test_prices_of_tiers_are_told_with_their_factors() -> None:
    price = Price("hour", (10_000, 9000, 9000, 9000), (10_000, 15_000, 17_500, 20_000))
    assert rule_words.price("en", price, "EUR") == "€100.00 an hour"
    assert rule_words.tiers("en", price, "EUR") == ["Non-operational €135.00", "Weekend €157.50", "Holiday €180.00"]
    form: dict[str, object] = {f"rate_{tier}": rate for tier, rate in enumerate(("100", "135", "160", "180"))}
    found = rule_fields.parts_of("en", form | {"currency": "EUR", "per": "hour"}, "tiers", price)["price"]
    assert found == Price("hour", (10_000, 9000, 16_000, 9000), (10_000, 15_000, 10_000, 20_000))


@pytest.mark.parametrize("kind", ["fixed", "tiers"])
def test_a_price_is_not_left_out(kind: str) -> None:
    with pytest.raises(Invalid) as refused:
        rule_fields.parts_of("en", {"currency": "EUR", "rate_0": "1"}, kind)
    assert refused.value.field == ("rate" if kind == "fixed" else "rate_1")


def test_a_rule_is_told_in_words() -> None:
    draft, names = RuleDraft("A", "EUR", DRAFTS[1].price, criteria={"role": ("L1",)}), {"role": ("L1",)}
    assert rule_words.conditions("en", draft, names) == ["Rep role is L1"]
    assert rule_words.price("en", draft.price, "EUR") == "€90.00 per request"
    assert rule_words.tiers("en", draft.price, "EUR") == ["Non-operational × 1.5", "Weekend × 1.75", "Holiday × 2"]
    assert rule_words.tiers("en", Price("hour", (1, 2, 3, 4)), "EUR")[0] == "Non-operational €0.02"
    assert rule_words.rounding("en", Rounding(900, 60, "up", "ticket")) == (
        "Each ticket and bill cycle, at least 0:01:00, up to the next 0:15:00"
    )
    assert rule_words.rounding("en", Rounding()) == "Nothing is rounded"
    assert rule_words.days("en", RuleDraft("A", "EUR", draft.price, last_day=date(2026, 1, 31))) == "until Jan 31, 2026"


@pytest.mark.parametrize(
    "draft",
    [
        PlanDraft("A", "EUR", allowance_amount=10 * HOUR + 1800, carry_over_cap=5 * HOUR, carry_over_cycles=1),
        PlanDraft("B", "EUR", type="retainer", allowance_amount=250_050, grace_bp=1050, overage_rates=(1, 2, 3, 4)),
        PlanDraft("C", "EUR", type="request", allowance_amount=60, burn_bp=(10_000, 10_000, 10_000, 20_000)),
    ],
    ids=lambda draft: draft.type,
)
def test_a_plan_is_told_as_it_is_typed(draft: PlanDraft) -> None:
    texts = plan_fields.texts_of("fr", draft)
    form: dict[str, object] = {name: getattr(texts, name) for name in texts.__dataclass_fields__}
    form |= {"type": draft.type}
    form |= {f"burn_{tier}": text for tier, text in enumerate(texts.burns)}
    form |= {f"overage_{tier}": text for tier, text in enumerate(texts.overages)}
    assert plan_fields.draft_of("fr", form) == draft


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"overage_1": "95", "overage_3": "120"}, "overage_0"),
        ({"overage_0": "80"}, "overage_1"),
        ({f"overage_{tier}": "x" for tier in range(4)}, "overage_0"),
        *(({"carry_over_cycles": text}, "carry_over_cycles") for text in ("1.5", "1,5", "abc", "-2")),
    ],
    ids=str,
)
def test_a_plan_is_not_guessed_from_a_part_of_what_it_needs(typed: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        plan_fields.draft_of("en", {"currency": "EUR", "type": "hour"} | typed)
    assert refused.value.field == field


def test_prices_beyond_an_allowance_are_told_from_the_lowest_to_the_highest() -> None:
    draft = PlanDraft("A", "EUR", allowance_amount=3600, overage_rates=(9000, 8000, 16_000, 9000))
    assert plan_words.afterwards("en", draft)[-1] == "€80.00 – €160.00 an hour"
    same = PlanDraft("A", "EUR", allowance_amount=3600, overage_rates=(9000,) * 4)
    assert plan_words.afterwards("en", same)[-1] == "€90.00 an hour"


@pytest.mark.parametrize("text", ["x", "-1", "1e99", "nan", "inf"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Invalid):
        decimal_of({"factor": text}, "factor", 10_000)


def test_decimals_are_told_with_the_sign_of_the_language() -> None:
    assert decimal_text("fr", 17_500, 10_000) == "1,75"
    assert decimal_of({"factor": "1,75"}, "factor", 10_000) == 17_500
