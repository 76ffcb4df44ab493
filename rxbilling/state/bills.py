"""The page of bills: a page of the list at a time, and the drafts that are chosen to be issued."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import bill_days, bill_issuing, bill_list, choices
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.bill_files import MOST_AT_ONCE
from rxbilling.services.bill_list import A_PAGE, STATUSES, BillQuery
from rxbilling.state import wording
from rxbilling.state.bill_lines import BillRow, open_amounts, row_of
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Form, language_of, told
from rxbilling.state.guard import acting, policy

EVERYTHING = "all"


class Bills(Form, rx.State):
    """What is looked for, the bills found, and which drafts are chosen."""

    part: str = ""
    account: int = 0
    account_name: str = ""
    contract: int = 0
    contract_name: str = ""
    status: str = EVERYTHING
    address: str = ""
    lines: list[BillRow] = []
    total: str = ""
    sums: str = ""
    still_open: str = ""
    to_pay_back: str = ""
    chosen: int = 0
    is_all_chosen: bool = False
    drafts: int = 0
    day: str = ""
    is_issuing: bool = False
    is_running: bool = False
    is_first: bool = True
    has_more: bool = False
    is_loaded: bool = False
    _first: int = 0
    _chosen: list[int] = []

    @rx.event
    @policy(Right.SEE_BILLS)
    async def open_page(self) -> None:
        """Take what is looked for from the address, and load."""
        query = BillQuery.from_query(dict(self.router.url.query_parameters))
        self.part, self.account, self.status = query.part, next(iter(query.accounts), 0), query.status or EVERYTHING
        self._name_account(acting(self))
        self._name_contract(acting(self), query.contract or 0)
        self._first, self._chosen, self.is_issuing = 0, [], False
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody has changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS)
    async def look_for(self, part: str) -> Any:  # noqa: ANN401 - an event
        """Look for a number, an account or a contract."""
        self.part = part
        return await self._apply()

    @rx.event
    @policy(Right.SEE_BILLS)
    async def choose_account(self, number: str, name: str) -> Any:  # noqa: ANN401, ARG002 - an event; what a picker tells
        """Look at the bills of an account, or of all."""
        self.account = max(chosen_number(number), 0)
        self._name_account(acting(self))
        return await self._apply()

    @rx.event
    @policy(Right.SEE_BILLS)
    async def choose_status(self, status: str) -> Any:  # noqa: ANN401 - an event
        """Look at bills of which that became, or at all."""
        self.status = status if status in STATUSES else EVERYTHING
        return await self._apply()

    @rx.event
    @policy(Right.SEE_BILLS)
    async def drop_contract(self) -> Any:  # noqa: ANN401 - an event
        """Look at the bills of all contracts again."""
        self.contract, self.contract_name = 0, ""
        return await self._apply()

    @rx.event
    @policy(Right.SEE_BILLS)
    async def clear(self) -> Any:  # noqa: ANN401 - an event
        """Look at all bills again."""
        self.part, self.account, self.account_name, self.status = "", 0, "", EVERYTHING
        self.contract, self.contract_name = 0, ""
        return await self._apply()

    @rx.event
    @policy(Right.SEE_BILLS)
    async def show_next(self) -> None:
        """Show the next page."""
        self._first += A_PAGE
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS)
    async def show_previous(self) -> None:
        """Show the page before."""
        self._first = max(self._first - A_PAGE, 0)
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS)
    async def choose(self, number: int, is_chosen: bool) -> None:
        """Choose a bill, or not."""
        others = [one for one in self._chosen if one != number]
        self._chosen = [*others, number] if is_chosen else others
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_BILLS)
    async def choose_all(self, is_chosen: bool) -> Any:  # noqa: ANN401 - an event, or none
        """Choose all bills that were found, also on other pages, or none."""
        actor, query = acting(self), self._query()
        found = await rx.run_in_thread(lambda: bill_list.some(actor, query, 0, MOST_AT_ONCE)) if is_chosen else None
        self._chosen = [one.id for one in found.rows] if found else []
        await self._load(actor)
        return _said_of(language_of(actor), found.count) if found and found.count > MOST_AT_ONCE else None

    @rx.event
    @policy(Right.SEE_BILLS)
    def download(self) -> Any:  # noqa: ANN401 - an event
        """Send the bills that are chosen, each as a PDF, in one file."""
        ids = "-".join(str(one) for one in sorted(self._chosen))
        return rx.call_script(f"window.location.assign('/app/bills/{ids}.zip')")

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def toggle(self, is_open: bool) -> None:
        """Open or close the dialog that issues."""
        self._begin()
        self.day = bill_days.today_of(acting(self)).isoformat() if is_open else ""
        self.is_issuing = is_open

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def issue(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Issue the drafts that are chosen, all or none."""
        actor, chosen = acting(self), tuple(sorted(self._chosen))
        self._begin()
        try:
            day = date.fromisoformat(str(form.get("day") or ""))
            numbers = await rx.run_in_thread(
                lambda: bill_issuing.issue(actor, bill_list.drafts_among(actor, chosen), day)
            )
        except ValueError:
            self.wrong_field, self.wrong = "day", tr(language_of(actor), N_("Choose a day."))
            return None
        except Refused as refusal:
            self._refuse(actor, refusal)
            return None
        # They are not among the drafts any more: whoever has issued them wants to see them.
        self.is_issuing, self.status = False, EVERYTHING
        said = rx.toast.success(tr(language_of(actor), N_("Issued: {numbers}"), numbers=_few(numbers)))
        return [said, await self._apply()]

    def _name_account(self, actor: Actor | None) -> None:
        found = choices.names(actor, "account", (self.account,)) if self.account else []
        self.account, self.account_name = next(((one.number, one.name) for one in found), (0, ""))

    def _name_contract(self, actor: Actor | None, number: int) -> None:
        found = choices.names(actor, "contract", (number,)) if number else []
        self.contract, self.contract_name = next(((one.number, one.name) for one in found), (0, ""))

    async def _apply(self) -> Any:  # noqa: ANN401 - an event
        # Another filter begins with its first page.
        self._first, self._chosen = 0, []
        await self._load(acting(self))
        return rx.call_script(f"history.replaceState(history.state, '', location.pathname + {'?' + self.address!r})")

    def _query(self) -> BillQuery:
        accounts = (self.account,) if self.account else ()
        return BillQuery(
            self.part, accounts, self.contract or None, status="" if self.status == EVERYTHING else self.status
        )

    async def _load(self, actor: Actor | None) -> Any:  # noqa: ANN401 - an event, or none
        query, first, language = self._query(), self._first, language_of(actor)
        self.address = query.to_query()
        try:
            found = await rx.run_in_thread(lambda: bill_list.some(actor, query, first))
        except Refused as refusal:
            return told(actor, refusal)
        self.lines = [row_of(language, one, is_chosen=one.id in self._chosen) for one in found.rows]
        self.chosen, self.drafts = len(self._chosen), len(bill_list.drafts_among(actor, self._chosen))
        self.is_all_chosen = 0 < min(found.count, MOST_AT_ONCE) <= len(self._chosen)
        self.is_first, self.has_more = first == 0, first + len(found.rows) < found.count
        self.total, self.is_loaded = wording.number(language, found.count), True
        self.sums = wording.amounts(language, {one.currency: one.total for one in found.sums})
        self.still_open, self.to_pay_back = open_amounts(language, found.sums)
        return None


def _said_of(language: str, count: int) -> Any:  # noqa: ANN401 - an event
    said = N_("{most} of {count} are chosen, which is as many as can be at once. Go on with the rest afterwards.")
    most, whole = wording.number(language, MOST_AT_ONCE), wording.number(language, count)
    return rx.toast.warning(tr(language, said, most=most, count=whole))


def _few(numbers: Sequence[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"
