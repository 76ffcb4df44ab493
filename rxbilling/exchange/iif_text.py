"""Text inside an IIF value: one line of cp1252 without the characters that end a value or a record."""

import re
import unicodedata

from rxbilling.exchange.text import without_accents

ENCODING = "cp1252"
UNKNOWN = "?"
SIGN = "~"
# Letters that do not decompose into a base letter and a mark.
LETTERS = str.maketrans("ŁłĐđĦħŦŧŊŋ\N{LATIN SMALL LETTER DOTLESS I}", "LlDdHhTtNni") | str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "→": "->",
        "≤": "<=",
        "≥": ">=",
        "ẞ": "SS",
    }
)
# QuickBooks takes a quote for the value's own, a semicolon for the end of the record.
SIGNS = str.maketrans({'"': "'", ";": ","})
SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def safe(text: str) -> str:
    """Return the text as it can stand in a value; letters that cp1252 cannot show at all become ``?``, signs ``~``."""
    one_line = SPACES.sub(" ", text.translate(SIGNS)).strip()
    return one_line if _fits(one_line) else SPACES.sub(" ", "".join(map(_letter, one_line))).strip()


def is_lost(text: str) -> bool:
    """Whether making a text safe loses a letter."""
    return safe(text).count(UNKNOWN) > text.count(UNKNOWN)


def _letter(letter: str) -> str:
    if _fits(letter):
        return letter
    simple = without_accents(letter.translate(LETTERS)).translate(SIGNS)
    if _fits(simple):
        return simple
    # A sign (an arrow, a mathematical one) carries no name: losing it is harmless, losing a letter is not.
    return SIGN if unicodedata.category(letter)[0] in "SP" else UNKNOWN


def _fits(text: str) -> bool:
    try:
        text.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True
