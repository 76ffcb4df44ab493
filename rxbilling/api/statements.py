"""Statements as files: of a rep's month, and of an account's work of some days."""

from datetime import date
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path
from fastapi.responses import Response

from rxbilling.api.sessions import Acting
from rxbilling.exchange.charge_backs import Basis
from rxbilling.services import account_statements, charge_backs, statements
from rxbilling.services.inputs import LARGEST_NUMBER
from rxbilling.services.statements import File

router = APIRouter()
PDF, EXCEL = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAKERS = {"pdf": (statements.pdf, PDF), "xlsx": (statements.excel, EXCEL)}
CHARGED_BACK = {"pdf": (charge_backs.pdf, PDF), "xlsx": (charge_backs.excel, EXCEL)}
OF_ACCOUNTS = {"pdf": (account_statements.pdf, PDF), "xlsx": (account_statements.excel, EXCEL)}
Ending = Literal["pdf", "xlsx"]
Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER)]
Day = Annotated[date, Path(ge=date(1970, 1, 1), le=date(2099, 12, 31))]


@router.get("/app/statement/{rep}/{month}.{ending}")
def statement(
    actor: Acting,
    rep: Number,
    month: Annotated[str, Path(pattern=r"^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$")],
    ending: Ending,
) -> Response:
    """Return a rep's month (``2026-11``)."""
    make, media_type = MAKERS[ending]
    return answer(make(actor, rep, date.fromisoformat(f"{month}-01")), media_type)


@router.get("/app/accounts/{account}/statement/{first}/{last}.{ending}")
def of_account(actor: Acting, account: Number, first: Day, last: Day, ending: Ending) -> Response:
    """Return what was done for an account from a day to another, both included (``2026-11-01``)."""
    make, media_type = OF_ACCOUNTS[ending]
    return answer(make(actor, account, first, last), media_type)


@router.get("/app/accounts/{account}/charge-back/{first}/{last}/{basis}.{ending}")
def charged_back(  # noqa: PLR0917 - the parts of an address
    actor: Acting, account: Number, first: Day, last: Day, basis: Basis, ending: Ending
) -> Response:
    """Return what an account is charged back from a day to another, both included, at cost or at price."""
    make, media_type = CHARGED_BACK[ending]
    return answer(make(actor, account, first, last, basis), media_type)


def answer(file: File, media_type: str) -> Response:
    """Return a finished file to be kept."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return Response(file.content, media_type=media_type, headers=headers)
