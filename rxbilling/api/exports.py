"""Files of what is filtered, streamed."""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse
from starlette.background import BackgroundTask

from rxbilling.api.sessions import Acting
from rxbilling.locales import N_, Message
from rxbilling.services import exporting, quickbooks, quickbooks_files
from rxbilling.services.access import Actor, Refused
from rxbilling.services.filters import WorkFilter

router = APIRouter()
BLOCK = 256 * 1024
Make = Callable[[Actor | None, WorkFilter], BinaryIO]
FORMATS: dict[str, tuple[Make, str]] = {
    "xlsx": (exporting.export_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (exporting.export_csv, "text/csv; charset=utf-8"),
    "json": (exporting.export_json, "application/json"),
    "parquet": (exporting.export_parquet, "application/vnd.apache.parquet"),
    "iif": (quickbooks.export_iif, "application/octet-stream"),
}

ENDINGS = {
    "csv": "text/csv; charset=utf-8",
    "iif": "application/octet-stream",
    "json": "application/json",
    "zip": "application/zip",
}
FROM_ELSEWHERE = Message(N_("Another site has asked for this file. Make it in rxbilling, under Export."))


def refuse_other_sites(request: Request) -> None:
    """Refuse what a page of another site asks for: what is in these files counts as sent."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Refused(FROM_ELSEWHERE)


@router.get("/app/export/iif", dependencies=[Depends(refuse_other_sites)])
def export_time(request: Request, actor: Acting, again: str = "") -> StreamingResponse:
    """Return time activities for QuickBooks, those that were in no file yet where nothing else is said."""
    return download(quickbooks.export_iif(actor, WorkFilter.from_query(request.query_params), again), "iif")


@router.get("/app/export/quickbooks/{way}", dependencies=[Depends(refuse_other_sites)])
def export_to_quickbooks(
    way: quickbooks_files.Way, request: Request, actor: Acting, again: str = ""
) -> StreamingResponse:
    """Return another file for QuickBooks: what was in no file yet where nothing else is said."""
    file, ending = quickbooks_files.export(actor, way, WorkFilter.from_query(request.query_params), again)
    return sent(file, f"quickbooks-{way}.{ending}", ENDINGS[ending])


@router.get("/app/export/{name}")
def export(name: exporting.Format, request: Request, actor: Acting) -> StreamingResponse:
    """Return a file of a filter."""
    make, _ = FORMATS[name]
    return download(make(actor, WorkFilter.from_query(request.query_params)), name)


def download(file: BinaryIO, name: str) -> StreamingResponse:
    """Return an open file as an answer; it is closed when it is sent."""
    return sent(file, f"time-entries.{name}", FORMATS[name][1])


def sent(file: BinaryIO, filename: str, media_type: str) -> StreamingResponse:
    """Return an open file as an answer; it is closed when it is sent."""
    headers = {
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Content-Length": str(os.fstat(file.fileno()).st_size),
    }
    return StreamingResponse(
        _blocks(file), media_type=media_type, headers=headers, background=BackgroundTask(file.close)
    )


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
