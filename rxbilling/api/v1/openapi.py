"""The OpenAPI document: what stands in the code, and the schemas that no route names by itself."""

from typing import Any

from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute, compile_path

from rxbilling.api.v1 import quote
from rxbilling.api.v1.fields import PLACE
from rxbilling.api.v1.problems import Problem
from rxbilling.exchange.quote_document import Document

DESCRIPTION = """\
Time entries, what they cost and why, and what contracts include, for other programs.

**Token.** Make one on your profile page, and send it with every request: `Authorization: Bearer rxb_…`. It acts as you,
within its scopes (`read`, `write`, `export`), until it expires. A rep sees own work only: what is somebody else's is
answered like what is not there.

**Values.** Money is a whole number of minor units (cents) with its currency beside it; an instant is written as ISO
8601 with an offset, a day as 2026-01-31, a length in seconds. Days of work are local days of the customer's calendar.

**Lists** come in pages: `limit` items, and `next` is the `cursor` of the page after it. Rows that are added
meanwhile are on a later page, and none is told twice.

**Errors** are problem documents (RFC 9457, `application/problem+json`): `detail` is for people, `errors` says where.
"""
TAGS = [
    {"name": "me", "description": "Who the token acts for."},
    {"name": "time entries", "description": "What was worked."},
    {"name": "charges", "description": "What work costs, and why."},
    {"name": "accounts", "description": "The customers."},
    {"name": "tickets", "description": "Their requests, and the reps and services that time is logged for."},
    {"name": "contracts", "description": "What is agreed, and what it includes."},
    {"name": "bills", "description": "What was billed."},
    {"name": "exports", "description": "Files for Excel, other programs and QuickBooks."},
    {"name": "quote", "description": "Prices of a case, without anything that is stored."},
]


def document(routes: list[BaseRoute]) -> dict[str, Any]:
    """Return the OpenAPI document of some routes."""
    made = get_openapi(
        title="rxbilling",
        version="1",
        summary="Time tracking and billing for customer-support teams",
        description=DESCRIPTION,
        routes=routes,
        tags=TAGS,
        servers=[{"url": PLACE}],
    )
    for item in made["paths"].values():
        for operation in item.values():
            operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    for model, name in ((Document, quote.SENT_NAME), (Problem, "Problem")):
        schema = model.model_json_schema(ref_template=quote.REF)
        made["components"]["schemas"] |= {**schema.pop("$defs"), name: schema}
    return made


def allowed(paths: dict[str, Any], path: str) -> str:
    """Return the methods that an address takes, of the paths of a document."""
    fitting = (template for template in paths if compile_path(template)[0].match(path))
    template = path if path in paths else next(fitting, None)
    return ", ".join(sorted(map(str.upper, paths[template]))) if template else ""
