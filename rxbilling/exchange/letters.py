"""Letters that no font of this server has: a PDF shows boxes in their place."""

from functools import lru_cache
from typing import Literal

import typst

# The fonts that PDFs bring have all letters up to here: those of Latin, Greek and Cyrillic.
LAST_KNOWN = "\u045f"
# PDF/A has no boxes: Typst refuses what it cannot show.
STRICT: Literal["a-2b"] = "a-2b"
SOURCE = b"""#set document(date: datetime(year: 2000, month: 1, day: 1))
#set text(font: "Libertinus Serif")
#for letter in sys.inputs.letters.codepoints() { box(letter) }"""


def without_font(text: str) -> str:
    """Return the letters of a text that a PDF could not show, each once."""
    asked = {sign for sign in text if sign > LAST_KNOWN}
    return refused("".join(sorted(asked))) if asked else ""


@lru_cache(maxsize=256)
def refused(letters: str) -> str:
    """Return those of some letters that no font has."""
    try:
        typst.compile(SOURCE, sys_inputs={"letters": letters}, pdf_standards=STRICT)
    except typst.TypstError as error:
        told = str(getattr(error, "diagnostic", ""))
        return "".join(letter for letter in letters if _is_named(letter, told)) or letters
    return ""


def _is_named(letter: str, told: str) -> bool:
    """Say whether Typst names a letter, which it writes by its number where it does not print."""
    return f'"{letter}"' in told or f'"\\u{{{ord(letter):x}}}"' in told
