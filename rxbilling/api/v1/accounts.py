"""Accounts: the customers."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from rxbilling.api.v1.acting import Acting
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.fields import Currency, Document, Number, Text
from rxbilling.api.v1.paging import Listed, PageQuery, cursor_of
from rxbilling.services import accounts

router = APIRouter(tags=["accounts"])


class Account(Document):
    """A customer."""

    id: int
    name: str
    country: Annotated[str, Field(description="ISO 3166 code, or empty", examples=["FR"])]
    currency: Currency
    zone: Annotated[str, Field(description="IANA zone of its calendar", examples=["Europe/Paris"])]
    active: bool


class Accounts(Listed[Account]):
    """A page of accounts."""


class AccountQuery(PageQuery):
    """Which accounts are wanted."""

    name: Annotated[Text, Field(description="A part of the name, in any case of letters.")] = ""
    active: Annotated[bool | None, Field(description="Only those that are active, or are not.")] = None


@router.get("/accounts", responses={200: told("A page of accounts."), **problems(403)})
def list_accounts(actor: Acting, query: Annotated[AccountQuery, Query()]) -> Accounts:
    """List accounts by number. Scope: `read`."""
    page = accounts.some(actor, query.window(), query.name, query.active)
    return Accounts(items=[Account.model_validate(item) for item in page.items], next=cursor_of(page.next))


@router.get("/accounts/{account_id}", responses={200: told("The account."), **problems(403, 404)})
def get_account(actor: Acting, account_id: Number) -> Account:
    """Get an account. Scope: `read`."""
    return Account.model_validate(accounts.look(actor, account_id))
