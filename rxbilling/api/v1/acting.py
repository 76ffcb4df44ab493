"""Who asks, and that bodies are JSON."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from rxbilling.services.access import Actor


def _actor(request: Request) -> Actor:
    actor: Actor = request.state.actor
    return actor


Acting = Annotated[Actor, Depends(_actor)]


async def _json_only(request: Request) -> None:
    """Refuse a body that is not said to be JSON (415); one that is missing is told where it is missing."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json" or (not kind and not await request.body()):
        return
    raise HTTPException(415)


JSON_ONLY = [Depends(_json_only)]


async def _body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(_body)]
