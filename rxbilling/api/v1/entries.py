"""Time entries: listed, logged, changed and deleted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Body, Header, Query, Response

from rxbilling.api.v1.acting import JSON_ONLY, Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.entry_documents import (
    EXAMPLE,
    ChangedQuery,
    DeletedEntries,
    DeletedEntry,
    Entries,
    Entry,
    EntryBody,
)
from rxbilling.api.v1.fields import PLACE, Number
from rxbilling.api.v1.paging import PageQuery, cursor_of
from rxbilling.api.v1.problems import Conflict, fields_of_body
from rxbilling.services import entry_changes, entry_writing, logged
from rxbilling.services.access import Actor, Changed, NotNow
from rxbilling.services.inputs import LARGEST_NUMBER
from rxbilling.services.logged import Logged

router = APIRouter(tags=["time entries"])
TAG = re.compile(r'"([0-9]{1,9})"')
ETAG = "The version of the entry, for `If-Match`."
Version = Annotated[
    str, Header(alias="If-Match", description="The `ETag` of the version that you have seen.", examples=['"1"'])
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,255}$",
        description="Of your choice, for this one entry: sent again within 24 hours, nothing is added again.",
    ),
]
Draft = Annotated[EntryBody, Body(examples=[EXAMPLE])]


@router.get("/entries", responses={200: told("A page of entries."), **problems(403)})
def list_time_entries(actor: Acting, query: Annotated[ChangedQuery, Query()]) -> Entries:
    """List time entries in the order in which they were logged; a rep sees own ones. Scope: `read`.

    To keep a copy: read all pages, keep the `revision` of the first, and next time ask for `changed_since` it, and for
    what was deleted.
    """
    page = logged.some(actor, query.window(), query.chosen(), query.changed_since)
    items = [Entry.model_validate(item) for item in page.items]
    return Entries(items=items, next=cursor_of(page.next), total=page.total, revision=page.revision)


class DeletedQuery(PageQuery):
    """Since when entries were deleted."""

    changed_since: Annotated[int, Query(ge=0, le=LARGEST_NUMBER, description="Deleted after this `revision`.")]


@router.get("/deleted-entries", responses={200: told("A page of deleted entries."), **problems(403)})
def list_deleted_time_entries(actor: Acting, query: Annotated[DeletedQuery, Query()]) -> DeletedEntries:
    """List time entries that were deleted, in the order in which that happened. Scope: `read`."""
    after = query.after(2) if query.cursor else (query.changed_since + 1, 0)
    rows, more = logged.deleted(actor, (after[0], after[1]), query.limit)
    items = [DeletedEntry.model_validate(row) for row in rows]
    return DeletedEntries(items=items, next=cursor_of(rows[-1].revision, rows[-1].id) if more else None)


@router.post(
    "/entries",
    status_code=201,
    dependencies=JSON_ONLY,
    responses={
        201: told(
            "The entry was added, or had been by an earlier request with this key.",
            ETag=ETAG,
            Location="Where the entry is.",
            Idempotency_Replayed="`true` where an earlier request with this key had added it.",
        ),
        **problems(403, 409, 410, 415),
    },
)
def log_time_entry(actor: Acting, body: Draft, response: Response, key: Key = None) -> Entry:
    """Log a time entry; it is priced at once. A rep logs own ones only. Scope: `write`.

    With `Idempotency-Key` a request can be sent again when its answer was lost: the same body gets the same entry,
    another body is a mistake (422).
    """
    with fields_of_body():
        made = entry_writing.create(actor, body.draft(), key)
    response.headers["Location"] = f"{PLACE}/entries/{made.entry.id}"
    if made.repeated:
        response.headers["Idempotency-Replayed"] = "true"
    return _answer(made.entry, response)


@router.get("/entries/{entry_id}", responses={200: told("The entry.", ETag=ETAG), **problems(403, 404)})
def get_time_entry(actor: Acting, entry_id: Number, response: Response) -> Entry:
    """Get a time entry; its `ETag` is needed to change or delete it. Scope: `read`."""
    return _answer(logged.look(actor, entry_id), response)


@router.put(
    "/entries/{entry_id}",
    dependencies=JSON_ONLY,
    responses={200: told("The entry as it is now.", ETag=ETAG), **problems(403, 404, 409, 412, 415, 428)},
)
def change_time_entry(actor: Acting, entry_id: Number, version: Version, body: Draft, response: Response) -> Entry:
    """Change a time entry: it becomes what the body says, and is priced anew. Scope: `write`.

    If somebody has changed it since, nothing is written (412): `current` in the answer is their version, and `ETag`
    what to send as `If-Match` to write over it.
    """
    with _present(actor, entry_id), fields_of_body():
        return _answer(entry_writing.change(actor, entry_id, _seen(version), body.draft()), response)


@router.delete(
    "/entries/{entry_id}",
    status_code=204,
    response_class=Response,
    responses={204: told("It is deleted."), **problems(403, 404, 409, 412, 428)},
)
def delete_time_entry(actor: Acting, entry_id: Number, version: Version) -> None:
    """Delete a time entry, if nobody has changed it since. Scope: `write`."""
    with _present(actor, entry_id):
        entry_changes.delete(actor, entry_id, _seen(version))


@contextmanager
def _present(actor: Actor, number: int) -> Iterator[None]:
    """Tell who is refused how the entry is now."""
    try:
        yield
    except (Changed, NotNow) as refusal:
        present = entry_writing.present(actor, number)
        raise Conflict(refusal, Entry.model_validate(present), _tag(present)) from refusal


def _answer(entry: Logged, response: Response) -> Entry:
    response.headers["ETag"] = _tag(entry)
    return Entry.model_validate(entry)


def _tag(entry: Logged) -> str:
    return f'"{entry.version}"'


def _seen(tag: str) -> int:
    """Return the version of a tag; 0, which no entry has, for one that is not ours."""
    found = TAG.fullmatch(tag.strip())
    return int(found[1]) if found else 0
