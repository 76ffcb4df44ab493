"""Whatever a quote document holds, it is answered or its problems are listed: no other end."""

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rxbilling import cli
from tests.engine.documents import documents
from tests.exchange.quote_case import DOCUMENT, EXAMPLE, Json, listed

Change = Callable[[], None]
many = settings(derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
WORDS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        ("9999-12-31", "0001-01-01", "2199-12-31T23:59:59-23:59", "c0", "k0", "c1", "EUR", "money", "\ud800")
    ),
)
NUMBERS = st.one_of(
    st.integers(), st.floats(), st.sampled_from((-1, 0, 1, 10**4, 10**6, 10**7, 10**10, 10**12, 2**31, 2**63, 10**30))
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
LEGAL = (0, 1, 7, 59, 900, 3600, 10**4, 10**5, 10**6, 10**7, 10**10, 10**12)
CHOICES = ("week", "year", "contract", "calendar", "request", "money", "ticket", "cycle", "day", "line", "fixed", "any")
KEYS = st.sampled_from((*DOCUMENT, *DOCUMENT["contracts"][1], *DOCUMENT["entries"][0], *DOCUMENT["plans"]["gold"]))


def values(old: Any) -> st.SearchStrategy[Any]:
    """Anything, but more often what is legal somewhere in place of an old value."""
    if isinstance(old, bool):
        return st.sampled_from((True, False, None, 1))
    if isinstance(old, int):
        return st.one_of(st.sampled_from(LEGAL), NUMBERS)
    if isinstance(old, str):
        return st.one_of(st.sampled_from(WORDS_OF_DOCUMENTS), st.none(), WORDS)
    return st.one_of(st.none(), VALUES)


def changes(node: Any, draw: st.DrawFn) -> Iterator[Change]:
    """All single changes to a document: a key taken away, a value replaced, an item repeated, a key added."""
    items = list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ())
    for key, child in items:
        yield lambda key=key: node.pop(key)
        yield lambda key=key, child=child: node.__setitem__(key, draw(values(child)))
        yield from changes(child, draw)
    if isinstance(node, list):
        yield lambda: node.append(copy.deepcopy(draw(st.sampled_from(node))) if node else draw(VALUES))
    elif isinstance(node, dict):
        yield lambda: node.__setitem__(draw(KEYS), draw(VALUES))


def leaves(node: Any) -> Iterator[Any]:
    """All values in a document that hold no others."""
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else None
    if items is None:
        yield node
    for child in items or ():
        yield from leaves(child)


WORDS_OF_DOCUMENTS = sorted({leaf for leaf in leaves(DOCUMENT) if isinstance(leaf, str)}.union(CHOICES))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """The text of a document with one to three changes, or cut off."""
    document = copy.deepcopy(draw(st.one_of(documents(), st.sampled_from((EXAMPLE, DOCUMENT)))))
    for _ in range(draw(st.integers(1, 3))):
        draw(st.sampled_from(list(changes(document, draw))))()
    text = json.dumps(document)
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 19)) == 7 else text


def quoted(text: str, case: Path) -> tuple[object, str, str]:
    """Exit status, output and errors of the command."""
    case.write_text(text)
    out, err = StringIO(), StringIO()
    words = ["rxbilling", "quote", str(case)]
    with patch("sys.argv", words), redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as end:
        cli.main()
    return end.value.code, out.getvalue(), err.getvalue()


@settings(many, max_examples=300)
@given(mutated())
def test_a_changed_document_is_answered_or_refused(text: str) -> None:
    listed(text)


@settings(many, max_examples=100)
@given(VALUES.map(json.dumps))
@example("{}")
def test_any_json_is_answered_or_refused(text: str) -> None:
    assert listed(text)


@settings(many, max_examples=60)
@given(documents())
def test_a_good_document_is_answered(document: Json) -> None:
    assert listed(json.dumps(document)) == ()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("quote") / "case.json"


@settings(many, max_examples=100)
@given(mutated())
def test_the_command_answers_or_refuses(case: Path, text: str) -> None:
    status, out, err = quoted(text, case)
    problems = listed(text)
    if problems:
        assert (status, out, err.splitlines()) == (2, "", list(problems))
    else:
        assert (status, err) == (0, "")
        assert list(json.loads(out)) == ["charges", "lots", "bills", "totals"]
