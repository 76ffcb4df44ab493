"""Pages of lists: ``limit`` items after ``cursor``, which is the ``next`` of the page before."""

import base64
import binascii
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, Field

from rxbilling.api.v1.fields import Query
from rxbilling.locales import N_, Message
from rxbilling.services.access import Invalid
from rxbilling.services.inputs import LARGEST_NUMBER
from rxbilling.services.pages import LONGEST_PAGE, Window

Item = TypeVar("Item")
BAD_CURSOR = Message(N_("This is not a cursor: give the “next” of the page before, or none for the first page."))


class PageQuery(Query):
    """Which page is wanted."""

    limit: Annotated[int, Field(ge=1, le=LONGEST_PAGE, description="How many items at most.")] = 100
    cursor: Annotated[
        str | None,
        Field(pattern=r"^[A-Za-z0-9_=-]{1,64}$", description="The `next` of the page before; without it the first."),
    ] = None

    def window(self) -> Window:
        """Return the page that is wanted."""
        return Window(self.after(1)[0], self.limit)

    def after(self, count: int) -> tuple[int, ...]:
        """Return the numbers after which the page begins.

        Raises:
            Invalid: the cursor is none of ours.
        """
        if self.cursor is None:
            return (0,) * count
        try:
            numbers = tuple(map(int, base64.b64decode(self.cursor, altchars=b"-_", validate=True).decode().split(".")))
        except (binascii.Error, ValueError) as error:
            raise Invalid("cursor", BAD_CURSOR) from error
        if len(numbers) != count or not all(0 <= number <= LARGEST_NUMBER for number in numbers):
            raise Invalid("cursor", BAD_CURSOR)
        return numbers


class Listed(BaseModel, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    next: Annotated[
        str | None, Field(description="The `cursor` of the next page; null on the last one.", examples=["MTAw"])
    ]


def cursor_of(*numbers: int | None) -> str | None:
    """Return the cursor of the page after a row; None after the last."""
    if None in numbers:
        return None
    return base64.urlsafe_b64encode(".".join(map(str, numbers)).encode()).decode()
