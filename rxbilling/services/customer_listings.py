"""The lists of accounts, contracts and bills as files have them: everything of a filter that the actor sees."""

from collections.abc import Sequence

from rxbilling.exchange.list_words import BILL_STATUSES, CONTRACT_STATES, YES_NO
from rxbilling.exchange.listing import ListColumn, Listing
from rxbilling.locales import N_, tr
from rxbilling.services import account_list, bill_list, contract_list
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.account_list import AccountQuery
from rxbilling.services.bill_list import BillQuery
from rxbilling.services.contract_list import ContractQuery, Listed
from rxbilling.services.countries import country_name
from rxbilling.services.listings import BLOCK, added, whole


def accounts(actor: Actor | None, query: AccountQuery) -> Listing:
    """Return the accounts of a query; their contracts and what is not billed for who may see contracts.

    Raises:
        Refused: the actor may see none.
    """
    actor = require(actor, Right.SEE_CUSTOMERS)
    rows, language = whole(lambda first: account_list.page(actor, query, first, BLOCK)), actor.language
    countries = [country_name(row.country, language) or row.country for row in rows]
    columns = [
        ListColumn(tr(language, N_("Account")), "text", [row.name for row in rows], 26),
        ListColumn(tr(language, N_("Country")), "text", countries, 18),
        ListColumn(tr(language, N_("Calendar")), "text", [row.calendar for row in rows], 18),
        ListColumn(tr(language, N_("Currency")), "text", [row.currency for row in rows], 10),
        ListColumn(tr(language, N_("Active")), "text", [tr(language, YES_NO[row.active]) for row in rows], 10),
        ListColumn(tr(language, N_("Hours this month")), "length", [row.worked_s for row in rows]),
    ]
    if actor.may(Right.SEE_CONTRACTS):
        columns += [
            ListColumn(tr(language, N_("Running contracts")), "whole", [row.contracts for row in rows], 10),
            ListColumn(tr(language, N_("Unbilled")), "money", [row.unbilled for row in rows], 16),
        ]
    return Listing(tr(language, N_("Accounts")), columns, added([row.unbilled for row in rows]))


def contracts(actor: Actor | None, query: ContractQuery) -> Listing:
    """Return the contracts of a query, each with what its present cycle includes in its unit.

    Raises:
        Refused: the actor may see none.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    rows, language = whole(lambda first: contract_list.page(actor, query, first, BLOCK)), actor.language
    columns = (
        ListColumn(tr(language, N_("Contract")), "text", [row.name for row in rows], 16),
        ListColumn(tr(language, N_("Name")), "text", [row.title for row in rows], 26),
        ListColumn(tr(language, N_("Account")), "text", [row.account for row in rows], 26),
        ListColumn(tr(language, N_("Support plan")), "text", [row.plan for row in rows], 22),
        ListColumn(tr(language, N_("State")), "text", [tr(language, CONTRACT_STATES[row.state]) for row in rows]),
        ListColumn(tr(language, N_("First day")), "date", [row.first for row in rows], 12),
        ListColumn(tr(language, N_("Last day")), "date", [row.last for row in rows], 12),
        ListColumn(tr(language, N_("Base charge")), "price", [{row.currency: row.base_charge} for row in rows], 16),
        *_included(language, rows),
    )
    return Listing(tr(language, N_("Contracts")), columns)


def bills(actor: Actor | None, query: BillQuery) -> Listing:
    """Return the bills of a query; what void ones came to stands beside, so that no total counts it.

    Raises:
        Refused: the actor may see none.
    """
    actor = require(actor, Right.SEE_BILLS)
    rows, language = whole(lambda first: bill_list.some(actor, query, first, BLOCK).rows), actor.language
    totals = [{} if row.status == "void" else {row.currency: row.total} for row in rows]
    columns = (
        ListColumn(tr(language, N_("Number")), "text", [row.number for row in rows], 16),
        ListColumn(tr(language, N_("Account")), "text", [row.account for row in rows], 26),
        ListColumn(tr(language, N_("Contract")), "text", [row.contract for row in rows], 16),
        ListColumn(tr(language, N_("From")), "date", [row.first for row in rows], 12),
        ListColumn(tr(language, N_("To")), "date", [row.last for row in rows], 12),
        ListColumn(tr(language, N_("Date")), "date", [row.bill_day for row in rows], 12),
        ListColumn(tr(language, N_("Due")), "date", [row.due for row in rows], 12),
        ListColumn(tr(language, N_("State")), "text", [tr(language, BILL_STATUSES[row.status]) for row in rows]),
        ListColumn(tr(language, N_("Total")), "money", totals, 16),
        ListColumn(tr(language, N_("Still to pay")), "money", [{row.currency: row.open} for row in rows], 16),
        ListColumn(tr(language, N_("To pay back")), "money", [{row.currency: row.back} for row in rows], 16),
        ListColumn(
            tr(language, N_("Void")),
            "price",
            [{row.currency: row.total} if row.status == "void" else {} for row in rows],
        ),
    )
    return Listing(tr(language, N_("Bills")), columns, added(totals))


def _included(language: str, rows: Sequence[Listed]) -> list[ListColumn]:
    """Return what is included and what of it is used, in each unit by itself."""
    hours, requests, money = ([_lots(row, unit) for row in rows] for unit in ("second", "request", "money"))
    amounts = [
        [{row.currency: both[side]} if both else {} for row, both in zip(rows, money, strict=True)] for side in (0, 1)
    ]
    return [
        ListColumn(tr(language, N_("Included hours")), "length", [both and both[0] for both in hours]),
        ListColumn(tr(language, N_("Hours used")), "length", [both and both[1] for both in hours]),
        ListColumn(tr(language, N_("Included requests")), "whole", [both and both[0] for both in requests], 10),
        ListColumn(tr(language, N_("Requests used")), "whole", [both and both[1] for both in requests], 10),
        ListColumn(tr(language, N_("Included amount")), "price", amounts[0], 16),
        ListColumn(tr(language, N_("Amount used")), "price", amounts[1], 16),
    ]


def _lots(row: Listed, unit: str) -> tuple[int, int] | None:
    """Return what a contract's present cycle grants and what is drawn of it, where that is in a unit."""
    lots = row.includes.current if row.includes else []
    if not lots or lots[0].unit != unit:
        return None
    return sum(lot.granted for lot in lots), sum(lot.drawn for lot in lots)
