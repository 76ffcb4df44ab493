"""Files of the lists that pages show, streamed: what the page's filter has, whatever part of it the screen holds."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from rxbilling.api.exports import FORMATS, sent
from rxbilling.api.sessions import Acting
from rxbilling.exchange.listing import Listing
from rxbilling.services import audit_listing, customer_listings, listings, profile, work_listings
from rxbilling.services.access import Actor
from rxbilling.services.account_list import AccountQuery
from rxbilling.services.audit_log import Event
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.contract_list import ContractQuery
from rxbilling.services.filters import ExpenseFilter
from rxbilling.services.ticket_list import TicketQuery
from rxbilling.state import audit_words
from rxbilling.state.audit_searching import AuditSearch

router = APIRouter()
Query = Mapping[str, str]
Found = tuple[Listing, str]


def _tickets(actor: Actor | None, query: Query) -> Found:
    chosen = TicketQuery.from_query(query)
    return work_listings.tickets(actor, chosen), chosen.to_query()


def _expenses(actor: Actor | None, query: Query) -> Found:
    chosen = ExpenseFilter.from_query(query)
    return work_listings.expenses(actor, chosen), chosen.to_query()


def _accounts(actor: Actor | None, query: Query) -> Found:
    chosen = AccountQuery.from_query(query)
    return customer_listings.accounts(actor, chosen), chosen.to_query()


def _contracts(actor: Actor | None, query: Query) -> Found:
    chosen = ContractQuery.from_query(query)
    return customer_listings.contracts(actor, chosen), chosen.to_query()


def _bills(actor: Actor | None, query: Query) -> Found:
    chosen = BillQuery.from_query(query)
    return customer_listings.bills(actor, chosen), chosen.to_query()


def _audit(actor: Actor | None, query: Query) -> Found:
    search, zone, language = AuditSearch.from_query(query), profile.zone_of(actor), actor.language if actor else ""

    def words(event: Event) -> audit_listing.Words:
        changes = "\n".join(audit_words.changes(language, zone, event.before, event.after))
        return audit_words.action(language, event.action), audit_words.subject_of(language, event), changes

    return audit_listing.audit(actor, search.chosen(language, zone), words), search.to_query()


LISTS: dict[listings.Name, Callable[[Actor | None, Query], Found]] = {
    "tickets": _tickets,
    "expenses": _expenses,
    "accounts": _accounts,
    "contracts": _contracts,
    "bills": _bills,
    "audit": _audit,
}


@router.get("/app/export/list/{name}.{ending}")
def export_list(name: listings.Name, ending: listings.Ending, request: Request, actor: Acting) -> StreamingResponse:
    """Return a file of a list."""
    listing, query = LISTS[name](actor, request.query_params)
    return sent(listings.export(actor, name, ending, listing, query), f"{name}.{ending}", FORMATS[ending][1])
