"""What lists are narrowed to, as it stands in addresses; what is not understood there is passed over."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from rxbilling.services.inputs import may_be_number, plain

LONGEST_DIGITS = 10
LONGEST_TEXT = 200


def text_in(query: Mapping[str, str], name: str = "text") -> str:
    """Return a text to look for."""
    return plain(query.get(name, ""))[:LONGEST_TEXT]


def number_in(query: Mapping[str, str], name: str) -> int | None:
    """Return the number of a row; None where there is none."""
    text = query.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_DIGITS
    return int(text) if is_number and may_be_number(int(text)) else None


def word_in(query: Mapping[str, str], name: str, known: Collection[str]) -> str:
    """Return one of the words that are known; empty where it is another, or none."""
    word = query.get(name, "")
    return word if word in known else ""


def query_of(parts: Mapping[str, object]) -> str:
    """Return what is set (neither empty, 0 nor None) as the query of an address, without the question mark."""
    return urlencode({name: str(value) for name, value in parts.items() if value})
