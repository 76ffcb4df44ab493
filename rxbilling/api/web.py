"""The HTTP application that Reflex mounts beside its pages."""

import re

from fastapi import FastAPI
from starlette.routing import Mount

from rxbilling.api import (
    bills,
    changes,
    choices,
    contract_files,
    entries,
    exports,
    feed,
    health,
    imports,
    lists,
    logos,
    quickbooks,
    receipts,
    sessions,
    sheet,
    statements,
    what_if,
)
from rxbilling.api.errors import answer_refusals
from rxbilling.api.faults import Faults
from rxbilling.api.v1.app import v1
from rxbilling.api.v1.fields import PLACE

web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
answer_refusals(web)
# Also outside of everything (``rxbilling.app``): in here before the framework answers, there for the guards of pages.
web.add_middleware(Faults)
for module in (
    sessions, entries, sheet, choices, changes, exports, lists, quickbooks, imports, receipts, contract_files,
    statements, bills, logos, what_if, feed, health,
):  # fmt: skip
    web.include_router(module.router)
# What is below belongs to the API, with whatever signs (also line breaks) an address is made of.
below = Mount(PLACE, v1)
below.path_regex = re.compile(below.path_regex.pattern, re.DOTALL)
web.router.routes.append(below)
