"""Letters that no font has."""

from dataclasses import replace
from unicodedata import category

import pytest

from rxbilling.exchange.bill_pdf import letters_without_font
from rxbilling.exchange.letters import LAST_KNOWN, refused, without_font
from tests.exchange.bill_papers import PAPER, WORK

# Private use: no font of this machine or of any other has these.
NO_LETTERS = "\U000f0001\U000f0002"


def test_what_is_not_asked_is_there() -> None:
    known = "".join(letter for letter in map(chr, range(0x21, ord(LAST_KNOWN) + 1)) if category(letter)[0] in "LNPS")
    assert refused(known) == ""


@pytest.mark.parametrize("text", ["", "Ana Škoda, Œuvre – 12,50 €", "Ωμέγα Ёлка", "→ “so” … № ≤ ₹"])
def test_latin_greek_and_cyrillic_are_there(text: str) -> None:
    assert without_font(text) == ""


def test_letters_of_no_font_are_told_each_once() -> None:
    assert without_font(f"a{NO_LETTERS}b{NO_LETTERS}") == NO_LETTERS


def test_a_bill_is_asked_for_all_that_it_says() -> None:
    assert letters_without_font(PAPER) == ""
    lines = (replace(WORK, note=NO_LETTERS[0]),)
    address = replace(PAPER.account, address=f"Rue 3\n{NO_LETTERS[1]}")
    assert letters_without_font(replace(PAPER, lines=lines, account=address)) == NO_LETTERS
