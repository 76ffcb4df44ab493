"""The app: its pages, its HTTP routes and its guard."""

import reflex as rx

from rxbilling.api.faults import Faults
from rxbilling.api.guards import PageGate, SameOrigin, SecurityHeaders
from rxbilling.api.web import web
from rxbilling.pages.dashboard import dashboard
from rxbilling.pages.entries import entries
from rxbilling.pages.importing import importing
from rxbilling.pages.login import login
from rxbilling.pages.not_found import not_found
from rxbilling.state.dashboard import Dashboard
from rxbilling.state.entries import Entries
from rxbilling.state.faults import tell_fault
from rxbilling.state.guard import Guard
from rxbilling.state.quickbooks import QuickBooksExport
from rxbilling.state.viewer import Viewer
from rxbilling.state.why import Why

# What was open on the page before is not open on this one.
OPENING = [Viewer.load, QuickBooksExport.close_dialog(False), Why.toggle(False)]

app = rx.App(
    stylesheets=["/app.css"],
    head_components=[rx.el.link(rel="icon", href="/icon.svg", type="image/svg+xml")],
    api_transformer=[web, PageGate, SameOrigin, Faults, SecurityHeaders],
    backend_exception_handler=tell_fault,
)
app.add_middleware(Guard())
app.add_page(login, route="/login", title="rxbilling", on_load=Viewer.greet)
app.add_page(dashboard, route="/", title="Dashboard · rxbilling", on_load=[*OPENING, Dashboard.open_page])
app.add_page(entries, route="/entries", title="Time entries · rxbilling", on_load=[*OPENING, Entries.open_page])
app.add_page(not_found, route="404", title="rxbilling", on_load=Viewer.greet)
app.add_page(importing, route="/import", title="Import · rxbilling", on_load=Viewer.load)
