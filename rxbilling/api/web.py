"""The HTTP application that Reflex mounts beside its pages."""

from fastapi import FastAPI

from rxbilling.api import changes, entries, exports, health, imports, sessions
from rxbilling.api.errors import answer_refusals
from rxbilling.api.v1.app import v1
from rxbilling.api.v1.fields import PLACE

web = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
answer_refusals(web)
for module in (sessions, entries, changes, exports, imports, health):
    web.include_router(module.router)
web.mount(PLACE, v1)
