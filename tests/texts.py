"""Every text that a user may see: those written down in the sources, and those that the pages ask for."""

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import rxbilling
from rxbilling.components import words

KEYWORDS = {"N_": None, "t": None, "tr": (2,)}


def source_texts() -> set[str]:
    """Return the texts that stand in the sources as such."""
    folder = str(Path(rxbilling.__file__).parent)
    found = extract_from_dir(folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found if isinstance(message, str)}


def page_texts(patch: pytest.MonkeyPatch) -> set[str]:
    """Return the texts that the pages ask for while they are laid out."""
    asked = set[str]()
    real = words.tr

    def recording(language: str, msgid: str, **values: object) -> str:
        asked.add(msgid)
        return real(language, msgid, **values)

    patch.setattr(words, "tr", recording)
    from rxbilling.rxbilling import app

    for page in app._unevaluated_pages.values():
        assert callable(page.component)
        page.component()
    return asked
