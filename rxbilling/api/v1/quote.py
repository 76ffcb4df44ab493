"""Quotes: prices of a case that is sent, without anything that is stored."""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from rxbilling.api.errors import problem
from rxbilling.api.v1.acting import JSON_ONLY, Acting, Body
from rxbilling.api.v1.answers import problems, told
from rxbilling.api.v1.problems import MISTAKES, language_of
from rxbilling.api.v1.steps import Portion, Step
from rxbilling.services import quoting

router = APIRouter(tags=["quote"])
EXAMPLE = {
    "currency": "EUR",
    "calendars": {"paris": {"zone": "Europe/Paris", "hours": {"mon": ["09:00-18:00"]}}},
    "default_calendar": "paris",
    "rules": [{"id": "r1", "level": "general", "order": 1, "price": {"per": "hour", "amount": 9000}}],
    "entries": [
        {"id": "e1", "account": "acme", "start": "2026-03-02T09:00:00+01:00", "end": "2026-03-02T10:30:00+01:00"}
    ],
}
SENT_NAME = "QuoteDocument"
REF = "#/components/schemas/{model}"


class QuotedCharge(BaseModel):
    """What an entry of a quote costs; amounts are in the quote's currency."""

    entry: str
    error: str | None
    worked_s: int
    billable_s: int
    amount: int | None
    cost: int
    contract: str | None
    portions: list[Portion]
    explanation: list[Step]


class QuotedLot(BaseModel):
    """What a contract of a quote includes."""

    id: str
    contract: str
    unit: str
    granted: int
    drawn: int
    left: int
    start: str
    end: str | None


class QuotedTax(BaseModel):
    """A tax on a bill of a quote."""

    name: str
    amount: int


class QuotedBill(BaseModel):
    """What a cycle of a contract of a quote comes to."""

    contract: str
    cycle: list[str | None]
    base: int
    usage: int
    discount: int
    net: int
    taxes: list[QuotedTax]
    total: int


class QuotedTotals(BaseModel):
    """Sums over the entries of a quote."""

    amount: int
    cost: int
    worked_s: int
    billable_s: int


class Quoted(BaseModel):
    """The answer to a quote, entries in work order."""

    charges: list[QuotedCharge]
    lots: list[QuotedLot]
    bills: list[QuotedBill]
    totals: QuotedTotals


SENT = {"application/json": {"schema": {"$ref": REF.format(model=SENT_NAME)}, "example": EXAMPLE}}


@router.post(
    "/quote",
    dependencies=JSON_ONLY,
    response_class=Response,
    responses={
        200: told("The prices.") | {"model": Quoted, "content": {"application/json": {}}},
        **problems(403, 415),
    },
    openapi_extra={"requestBody": {"required": True, "content": SENT}},
)
def price_quote(request: Request, actor: Acting, body: Body) -> Response:
    """Price the entries of a quote document, as `rxbilling quote` does. Nothing stored is read. Scope: `read`.

    What is wrong with the document is told with its place in it: `rules[0].price.amount`.
    """
    try:
        answer = quoting.answer(actor, body.decode())
    except UnicodeDecodeError:
        return problem(
            422, MISTAKES.text(language_of(request)), errors=[{"field": "document", "detail": "is not UTF-8"}]
        )
    if answer.text is not None:
        return Response(answer.text, media_type="application/json")
    places = (line.partition(": ") for line in answer.problems)
    errors = [{"field": place, "detail": detail} for place, _, detail in places]
    return problem(422, MISTAKES.text(language_of(request)), errors=errors)
