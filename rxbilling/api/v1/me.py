"""Who a token acts for."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from rxbilling.api.v1.acting import Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import Document

router = APIRouter(tags=["me"])


class Me(Document):
    """Who a token acts for, and what it may."""

    user_id: int
    name: str
    email: str
    role: Annotated[str, Field(description="rep, manager, finance or admin")]
    rep_id: Annotated[int | None, Field(description="The rep whose work is the user's own.")]
    language: Annotated[str, Field(description="Of the texts of problems.", examples=["en"])]
    scopes: Annotated[list[str], Field(description="read, write, export", examples=[["read"]])]


@router.get("/me", responses={200: told("Who you are."), **problems()})
def get_me(actor: Acting) -> Me:
    """Tell who the token acts for, and its scopes. Any token may ask this."""
    return Me(
        user_id=actor.user_id or 0,
        name=actor.name,
        email=actor.email,
        role=actor.role,
        rep_id=actor.rep_id,
        language=actor.language,
        scopes=sorted(actor.scopes or ()),
    )
