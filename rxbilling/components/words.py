"""Texts of the pages, in the reader's language without a round trip: every language is in the bundle."""

import reflex as rx

from rxbilling.locales import LANGUAGES, SOURCE, tr
from rxbilling.state.viewer import Viewer


def t(msgid: str) -> rx.Var[str]:
    """Return a text in the language of whoever looks."""
    text = rx.Var.create(msgid)
    for language in LANGUAGES:
        if language != SOURCE and (translated := tr(language, msgid)) != msgid:
            text = rx.cond(Viewer.language == language, translated, text)
    return text.to(str)
