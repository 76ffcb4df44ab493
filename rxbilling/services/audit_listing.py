"""The audit trail as a file has it: everything of a filter, in the words that its reader's page has."""

from collections.abc import Callable

from rxbilling.exchange.listing import ListColumn, Listing
from rxbilling.locales import N_, tr
from rxbilling.services import audit_log, profile
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.audit_log import AuditFilter, Event
from rxbilling.services.listings import BLOCK
from rxbilling.services.work_listings import moment

# What was done, to what, and what changed in it.
Words = tuple[str, str, str]


def audit(actor: Actor | None, chosen: AuditFilter, words: Callable[[Event], Words]) -> Listing:
    """Return the audit trail of a filter, the newest first.

    Raises:
        Refused: the actor may not.
    """
    actor = require(actor, Right.SEE_AUDIT)
    events = _events(actor, chosen)
    language, zone, told = actor.language, profile.zone_of(actor), [words(event) for event in events]
    columns = (
        ListColumn(tr(language, N_("Number")), "whole", [event.number for event in events], 10),
        ListColumn(tr(language, N_("When")), "moment", [moment(event.at, zone) for event in events], 17),
        ListColumn(
            tr(language, N_("Who")), "text", [event.who or tr(language, N_("Command line")) for event in events], 22
        ),
        ListColumn(tr(language, N_("Address")), "text", [event.address for event in events], 16),
        ListColumn(tr(language, N_("What")), "text", [what for what, _, _ in told], 18),
        ListColumn(tr(language, N_("Of what")), "text", [whose for _, whose, _ in told], 22),
        ListColumn(tr(language, N_("Changes")), "text", [changes for _, _, changes in told], 60),
    )
    return Listing(tr(language, N_("Audit trail")), columns)


def _events(actor: Actor, chosen: AuditFilter) -> list[Event]:
    found = audit_log.search(actor, chosen, None, BLOCK)
    events = found.events
    while found.has_more:
        found = audit_log.search(actor, chosen, events[-1].number, BLOCK)
        events += found.events
    return events
