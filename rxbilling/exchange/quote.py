"""A price anyone can check: a quote document in, its answer out."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from pydantic import ValidationError

from rxbilling.exchange.quote_answer import answer_text
from rxbilling.exchange.quote_checks import problems
from rxbilling.exchange.quote_document import Document
from rxbilling.exchange.quote_entries import entries_of
from rxbilling.exchange.quote_path import path
from rxbilling.exchange.quote_terms import terms_of


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer's JSON text, or what is wrong with the document, one line each ("path: message")."""

    text: str | None
    problems: tuple[str, ...] = ()


def answer(document: str) -> Answer:
    """Price the entries of a quote document (the format is in the user guide).

    A mistake in the document is never raised: it is listed in ``problems`` with its place, and then there is no text.
    """
    malformed = _malformed(document)
    if malformed:
        return Answer(None, (f"document: {malformed}",))
    try:
        parsed = Document.model_validate_json(document)
    except ValidationError as error:
        return Answer(None, tuple(_line(item["loc"], item["type"], item["msg"]) for item in error.errors()))
    found = problems(parsed)
    if found:
        return Answer(None, tuple(found))
    return Answer(answer_text([part.id for part in parsed.entries], entries_of(parsed), terms_of(parsed)))


def _malformed(document: str) -> str | None:
    """Why the text is no JSON document: also for a key that stands twice, of which readers would lose one."""
    try:
        json.loads(document, object_pairs_hook=_without_repetition, parse_constant=_refuse_constant)
    except RecursionError:
        return "is nested too deeply"
    except ValueError as error:
        return f"is not JSON: {error}"
    return None


def _without_repetition(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key {json.dumps(twice)} stands twice in one object")
    return keys


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _line(place: tuple[str | int, ...], kind: str, message: str) -> str:
    where = path(*(step for step in place if step != "[key]")) or "document"
    text = "unknown key" if kind == "extra_forbidden" else message.removeprefix("Value error, ")
    return f"{where}: {' '.join(text.split())}"
