"""Every text is there in every language, and says what it should in the same places."""

from string import Formatter

import pytest
from babel.messages.catalog import Message

from rxbilling.locales import LANGUAGES, SOURCE, catalogue
from tests.texts import page_texts, source_texts

TRANSLATED = [language for language in LANGUAGES if language != SOURCE]
BREAKING_SPACE_BEFORE = (" :", " ;", " ?", " !", " »", "« ", "'")


@pytest.fixture(scope="module")
def texts() -> set[str]:
    with pytest.MonkeyPatch.context() as patch:
        return source_texts() | page_texts(patch)


def messages(language: str) -> dict[str, Message]:
    return {str(message.id): message for message in catalogue(language) if message.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_left_in_the_source_language(language: str, texts: set[str]) -> None:
    known = messages(language)
    assert sorted(text for text in texts if text not in known or not known[text].string) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_left_over(language: str, texts: set[str]) -> None:
    assert sorted(set(messages(language)) - texts) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_a_guess(language: str) -> None:
    assert [msgid for msgid, message in messages(language).items() if message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_placeholder_is_kept(language: str) -> None:
    known = messages(language)
    assert [msgid for msgid in known if placeholders(msgid) != placeholders(str(known[msgid].string))] == []


def test_french_is_set_as_the_french_do() -> None:
    said = {msgid: str(message.string) for msgid, message in messages("fr").items()}
    assert {msgid: text for msgid, text in said.items() if any(sign in text for sign in BREAKING_SPACE_BEFORE)} == {}
