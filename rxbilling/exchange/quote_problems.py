"""How a problem in a quote document is put: its place, and what is wrong there."""

from collections.abc import Container, Hashable, Iterable, Iterator

Problems = Iterator[tuple[str, str]]


def unknown(where: str, key: str | None, known: Container[str | None]) -> Problems:
    """Say that a key stands for nothing in the document; None is no key."""
    if key is not None and key not in known:
        yield where, "no such key in the document"


def repeated(values: Iterable[tuple[str, Hashable]], what: str) -> Problems:
    """Say which values (with their places) stand above already."""
    seen: set[Hashable] = set()
    for where, value in values:
        if value in seen:
            yield where, f"the same {what} stands above"
        seen.add(value)


def before(where: str, last: int | None, first: int | None, what: str) -> Problems:
    """Say that a last day lies before the first."""
    if first is not None and last is not None and last < first:
        yield where, f"is before {what}"
