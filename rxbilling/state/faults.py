"""A full disk or a lost database, told on the page whose event met it."""

import logging
from http.cookies import CookieError, SimpleCookie
from typing import Any

import reflex as rx
from reflex.app import default_backend_exception_handler
from reflex_base.event import EventSpec
from reflex_base.event.context import EventContext

from rxbilling.locales import LANGUAGE_COOKIE, language_of
from rxbilling.services.faults import told

LOG = logging.getLogger(__name__)


def tell_fault(exception: Exception) -> EventSpec:
    """Show in words what kept an event, also one of the background, from being done; Reflex calls this for all."""
    fault = told(exception)
    if fault is None:
        return default_backend_exception_handler(exception)
    LOG.error("%s", exception)
    # The database cannot say who this is and what they read: the browser does.
    headers = EventContext.get().router_data.get("headers", {})
    toast: EventSpec = rx.toast.error(fault.message.text(_language(headers)))
    return toast


def _language(headers: dict[str, Any]) -> str:
    try:
        cookie = SimpleCookie(headers.get("cookie") or "").get(LANGUAGE_COOKIE)
    except CookieError:
        cookie = None
    return language_of(cookie.value if cookie else None, headers.get("accept-language"))
