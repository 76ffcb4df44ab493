"""What a billing run leaves out, in words, and where it can be looked at."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from rxbilling.locales import N_, tr
from rxbilling.services import choices
from rxbilling.services.access import Actor, Right
from rxbilling.services.bill_finding import LeftOut
from rxbilling.services.bill_runs import Run
from rxbilling.services.filters import WorkFilter
from rxbilling.state import wording
from rxbilling.state.forms import Fact

# Of one, and of several.
WORDS = {
    "no_price": (N_("1 time entry without a price"), N_("{count} time entries without a price")),
    "unapproved": (
        N_("1 time entry in a week that is not approved"),
        N_("{count} time entries in weeks that are not approved"),
    ),
    "unapproved_expense": (
        N_("1 expense in a week that is not approved"),
        N_("{count} expenses in weeks that are not approved"),
    ),
    "on_draft": (N_("1 time entry on a draft already"), N_("{count} time entries on drafts already")),
    "billed": (N_("1 time entry billed already"), N_("{count} time entries billed already")),
    "not_due": (
        N_("1 contract whose base charge is not due yet"),
        N_("{count} contracts whose base charges are not due yet"),
    ),
    "earlier": (
        N_("1 contract with base charges from before the first day"),
        N_("{count} contracts with base charges from before the first day"),
    ),
    "earlier_top_up": (
        N_("1 contract with top-ups from before the first day"),
        N_("{count} contracts with top-ups from before the first day"),
    ),
    "draft_contract": (N_("1 contract that is still a draft"), N_("{count} contracts that are still drafts")),
}
NAMED = 10


@dataclass
class LeftLine:
    """What is left out for one reason, and where it can be looked at; ``named`` are contracts and their addresses."""

    said: str = ""
    address: str = ""
    named: list[Fact] = field(default_factory=list)
    more: str = ""


def lines_of(actor: Actor, left_out: Iterable[LeftOut], run: Run) -> list[LeftLine]:
    """Return a line for each reason."""
    return [_line(actor, one, run) for one in left_out]


def _line(actor: Actor, one: LeftOut, run: Run) -> LeftLine:
    language, count = actor.language, len(one.numbers)
    single, several = WORDS[one.reason]
    said = tr(language, single) if count == 1 else tr(language, several, count=wording.number(language, count))
    if one.of != "contract":
        return LeftLine(said, _address(actor, one, run))
    found = choices.names(actor, "contract", one.numbers[:NAMED])
    named = [Fact(contract.name, f"/contract?number={contract.number}") for contract in found]
    rest = count - len(named)
    more = tr(language, N_("… and {count} more."), count=wording.number(language, rest)) if rest else ""
    return LeftLine(said, named=named, more=more)


def _address(actor: Actor, one: LeftOut, run: Run) -> str:
    """Return the page that shows entries or expenses by why they are left out; empty where the actor sees none."""
    if one.reason == "on_draft":
        return "/bills?status=draft"
    if one.reason in {"unapproved", "unapproved_expense"}:
        return "/approvals" if actor.may(Right.APPROVE_WORK) else ""
    first = run.first if one.reason == "billed" else None
    chosen = WorkFilter(first, run.last, run.accounts, contracts=run.contracts, statuses=(one.reason,))
    return f"/entries?{chosen.to_query()}"
