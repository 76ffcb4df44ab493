"""Letters that no font of this server has: a PDF shows boxes in their place."""

from functools import lru_cache
from typing import Literal

import typst

# Of letters up to here, and of the signs in the second part, the fonts that PDFs bring have enough.
LAST_OF_CYRILLIC = "\u052f"
SIGNS = ("\u2000", "\u22ff")
# PDF/A has no boxes: Typst refuses what it cannot show.
STRICT: Literal["a-2b"] = "a-2b"
SOURCE = b"""#set document(date: datetime(year: 2000, month: 1, day: 1))
#set text(font: "Libertinus Serif")
#sys.inputs.letters"""


def without_font(text: str) -> str:
    """Return the letters of a text that a PDF could not show, each once."""
    asked = {sign for sign in text if sign > LAST_OF_CYRILLIC and not SIGNS[0] <= sign <= SIGNS[1]}
    return _refused("".join(sorted(asked))) if asked else ""


@lru_cache(maxsize=256)
def _refused(letters: str) -> str:
    try:
        typst.compile(SOURCE, sys_inputs={"letters": letters}, pdf_standards=STRICT)
    except typst.TypstError as error:
        told = str(getattr(error, "diagnostic", ""))
        return "".join(letter for letter in letters if f'"{letter}"' in told) or letters
    return ""
