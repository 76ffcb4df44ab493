"""Exports: files of what a filter has, and which were made."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from rxbilling.api.exports import FORMATS, download
from rxbilling.api.v1.acting import JSON_ONLY, Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.entry_documents import Status
from rxbilling.api.v1.fields import Day, Document, Number, Words
from rxbilling.api.v1.paging import Listed, PageQuery, cursor_of
from rxbilling.services import exporting, exports_made, quickbooks
from rxbilling.services.filters import WorkFilter
from rxbilling.services.sending import ALL

router = APIRouter(tags=["exports"])
Format = exporting.Format


class Selection(Words):
    """Which work is in the file; every part that is given must hold."""

    from_: Annotated[Day | None, Field(alias="from", description="On this day (the customer's) or later.")] = None
    to: Annotated[Day | None, Field(description="On this day (the customer's) or earlier.")] = None
    account: Annotated[list[Number], Field(description="Of these accounts.")] = []
    rep: Annotated[list[Number], Field(description="Of these reps.")] = []
    ticket: Annotated[Number | None, Field(description="Of this ticket.")] = None
    status: Annotated[Status | None, Field(description="With this status.")] = None


class ExportBody(Words):
    """What file is wanted: Excel, CSV, JSON, Parquet, or time activities for QuickBooks Desktop (iif; for finance)."""

    format: Format
    filter: Selection = Selection()
    again: Annotated[bool, Field(description="Of an iif file: also entries that were in one before.")] = False


class Export(Document):
    """A file that was made."""

    id: int
    at: datetime
    format: Annotated[
        str, Field(description="Of a list that a page shows its name stands before.", examples=["csv", "tickets.xlsx"])
    ]
    filter: Annotated[str, Field(description="As in the address of the pages.", examples=["from=2026-01-01&account=1"])]
    row_count: int
    totals: Annotated[
        dict[str, int],
        Field(description="What its amounts come to by currency, in minor units; empty without amounts."),
    ]
    sha256: Annotated[str, Field(description="Of the whole file, in hexadecimal.")]


class Exports(Listed[Export]):
    """A page of files that were made."""


EXAMPLE = {"format": "csv", "filter": {"from": "2026-01-01", "to": "2026-01-31", "account": [1]}}
FILES: dict[str, Any] = {
    media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
    for _, media_type in FORMATS.values()
} | {"application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}


@router.post(
    "/exports",
    dependencies=JSON_ONLY,
    response_class=StreamingResponse,
    responses={
        200: told("The file.", Content_Disposition="Its name.") | {"content": FILES},
        **problems(403, 409, 415),
    },
)
def make_export(actor: Acting, body: Annotated[ExportBody, Body(examples=[EXAMPLE])]) -> StreamingResponse:
    """Make a file of the time entries of a filter, as the pages do; a rep's own only. Scope: `export`."""
    chosen = WorkFilter(
        first_day=body.filter.from_,
        last_day=body.filter.to,
        accounts=tuple(sorted(set(body.filter.account))),
        reps=tuple(sorted(set(body.filter.rep))),
        tickets=(body.filter.ticket,) if body.filter.ticket else (),
        statuses=(body.filter.status,) if body.filter.status else (),
    )
    make, _ = FORMATS[body.format]
    if body.format == "iif" and body.again:
        return download(quickbooks.export_iif(actor, chosen, ALL), body.format)
    return download(make(actor, chosen), body.format)


@router.get("/exports", responses={200: told("A page of exports."), **problems(403)})
def list_exports(actor: Acting, query: Annotated[PageQuery, Query()]) -> Exports:
    """List the files that were made, the newest first: own ones, for finance everybody's. Scope: `export`."""
    page = exports_made.some(actor, query.window())
    items = [Export.model_validate(item) for item in page.items]
    return Exports(items=items, next=cursor_of(page.next))
