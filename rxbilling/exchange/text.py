"""Text that other programs read: spreadsheets, and names compared without case, accents or underscores."""

import re
import unicodedata

RISKY = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a CSV cell that no spreadsheet runs as a formula: a risky first character gets an apostrophe before it."""
    return f"'{text}" if text.startswith(RISKY) else text


def without_accents(text: str) -> str:
    """Return the text without its combining marks; letters that do not decompose stay."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain(name: str) -> str:
    """Return a name for comparing: lower case, no accents, every run of other characters one space."""
    return " ".join(re.findall(r"[^\W_]+", without_accents(name).casefold()))
