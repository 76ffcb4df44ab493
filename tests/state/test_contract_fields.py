"""What the form of a contract says of rounding comes back as it was."""

from dataclasses import replace
from datetime import date

import pytest

from rxbilling.engine.terms import Rounding
from rxbilling.services.contract_drafts import ContractDraft
from rxbilling.state.contract_fields import rounding_typed, texts_of

DRAFT = ContractDraft("C-1", 1, 1, date(2026, 1, 1))


@pytest.mark.parametrize("increment", [0, 1, 6, 60, 90, 900, 86_399])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_r11_a_step_comes_back_to_the_second(increment: int, language: str) -> None:
    own = Rounding(increment, increment, "nearest", "day")
    texts = texts_of(language, replace(DRAFT, rounding=own), "EUR", "second")
    names = ("increment", "minimum", "mode", "scope")
    assert rounding_typed({f"rounding_{name}": getattr(texts, name) for name in names}) == own


def test_r11_without_a_step_the_next_level_decides() -> None:
    assert rounding_typed({"rounding_increment": None, "rounding_minimum": "5"}) is None
