"""The lines of a bill as a page shows them."""

from dataclasses import replace

from rxbilling.state.bill_lines import printed
from tests.exchange.bill_papers import PAPER, WORK


def test_a_line_is_in_the_words_of_its_bill_and_in_the_numbers_of_its_reader() -> None:
    paper = replace(PAPER, language="en", lines=(replace(WORK, tier=2, quantity="1.5", unit="request"),))
    (line,) = printed("fr", paper)
    assert "Weekend" in line.about
    assert line.quantity == "1,5 requests"
    assert line.price.endswith(",00")
