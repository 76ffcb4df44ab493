"""The rows of the time entries grid."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from rxbilling.api.sessions import Acting
from rxbilling.services import entries
from rxbilling.services.filters import WorkFilter

router = APIRouter()


@router.get("/app/entries")
def rows(  # noqa: PLR0917 - a query string has no order
    request: Request,
    actor: Acting,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int, Query(ge=0)] = 100,
    sort: str = "start",
    descending: bool = True,
) -> dict[str, object]:
    """Return one block of rows of a filter, and how many there are."""
    chosen = WorkFilter.from_query(request.query_params)
    page = entries.page(actor, chosen, sort=sort, descending=descending, first=start, end=end)
    return {"rows": page.rows, "total": page.total}
