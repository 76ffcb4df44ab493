"""The one translation function, over gettext catalogues (Babel) in this folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = "en"
LANGUAGES = ("en", "fr")
LANGUAGE_COOKIE = "rxbilling_language"


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark an English text for the catalogues without translating it here."""
    return msgid


def language_of(chosen: str | None, accepted: str | None) -> str:
    """Return the language that somebody chose before, else what a browser asks for, else the source language."""
    wanted = chosen or (accepted or "")[:2].lower()
    return wanted if wanted in LANGUAGES else SOURCE


@cache
def catalogue(language: str) -> Catalog:
    """Return the catalogue of a language; the source language has an empty one."""
    if language not in LANGUAGES or language == SOURCE:
        return Catalog(SOURCE)
    with (Path(__file__).parent / f"{language}.po").open("rb") as po:
        return read_po(po, language)


def tr(language: str, msgid: str, **values: object) -> str:
    """Return the text in a language, its ``{names}`` filled in."""
    message = catalogue(language).get(msgid)
    text = message.string if message and isinstance(message.string, str) and message.string else msgid
    return text.format(**values) if values else text


class Worded(Protocol):
    """What has words in each language: a message, or a value in it that every language writes in its own way."""

    def text(self, language: str) -> str:
        """Return the words."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text for a person, kept as data until it is known in which language it is read; so are dates in it."""

    msgid: str
    values: Mapping[str, str | int | date | Worded] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """Return the text in a language."""
        return tr(language, self.msgid, **{name: _shown(value, language) for name, value in self.values.items()})


def _shown(value: str | int | date | Worded, language: str) -> str | int:
    if isinstance(value, date):
        return str(format_date(value, "medium", locale=language))
    return value if isinstance(value, str | int) else value.text(language)
