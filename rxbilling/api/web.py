"""The HTTP application that Reflex mounts beside its pages."""

from fastapi import FastAPI

from rxbilling.api import changes, entries, exports, health, imports, sessions
from rxbilling.api.errors import answer_refusals
from rxbilling.api.faults import Faults

web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
answer_refusals(web)
# Also outside of everything (``rxbilling.app``): in here before the framework answers, there for the guards of pages.
web.add_middleware(Faults)
for module in (sessions, entries, changes, exports, imports, health):
    web.include_router(module.router)
