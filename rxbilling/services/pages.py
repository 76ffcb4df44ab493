"""Pages of long lists: each goes on after the last row of the one before, whatever is added meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LONGEST_PAGE = 500
Row = TypeVar("Row")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items of a list, and after which number the next ones come; None on the last page."""

    items: list[Item]
    next: int | None


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted: so many rows after a number."""

    after: int = 0
    limit: int = 100

    @property
    def most(self) -> int:
        """How many rows to read: one more than wanted tells whether there is another page."""
        return min(self.limit, LONGEST_PAGE) + 1


def cut(
    rows: Sequence[Row], window: Window, number: Callable[[Row], int | None], made: Callable[[Row], Item]
) -> Page[Item]:
    """Return the rows that were read for a window as a page."""
    shown = rows[: window.most - 1]
    return Page([made(row) for row in shown], number(shown[-1]) if len(rows) > len(shown) else None)
