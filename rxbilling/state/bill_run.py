"""The page of a billing run: every bill as it would be, what is left out and why, and making the drafts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import reflex as rx

from rxbilling.exchange.bill_paper import BillPaper, PaperLine
from rxbilling.exchange.bill_words import IN_PLACE_OF
from rxbilling.locales import N_, tr
from rxbilling.services import bill_days, bill_runs
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.bill_runs import Preview, Run
from rxbilling.state import wording
from rxbilling.state.bill_lines import PrintedLine, printed, sums_of
from rxbilling.state.chosen import Chosen, name_of, with_one, without
from rxbilling.state.form_days import day_typed
from rxbilling.state.forms import Fact, Form, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.left_out import LeftLine, lines_of

What = Literal["account", "contract"]
WHAT: tuple[What, ...] = get_args(What)
A_PAGE = 50
SHOWN_LINES = 200
SHOWN_EVERY_S = 0.3


@dataclass
class RunRow:
    """A bill that would be made: what it is made of, before discount and tax, and what it comes to."""

    place: int = 0
    account: str = ""
    contract: str = ""
    days: str = ""
    in_place_of: str = ""
    base: str = ""
    included: str = ""
    work: str = ""
    requests: str = ""
    other: str = ""
    discount: str = ""
    tax: str = ""
    total: str = ""


class BillRun(Form, rx.State):
    """What is billed, and what would come of it."""

    first: str = ""
    last: str = ""
    chosen: dict[str, list[Chosen]] = {"account": [], "contract": []}
    added_to: str = ""
    account: int = 0
    rows: list[RunRow] = []
    left_out: list[LeftLine] = []
    count: int = 0
    totals: str = ""
    is_looked: bool = False
    is_looking: bool = False
    is_running: bool = False
    is_first: bool = True
    has_more: bool = False
    percent: int = 0
    shown: int = -1
    shown_title: str = ""
    lines: list[PrintedLine] = []
    sums: list[Fact] = []
    more_lines: int = 0
    _page: int = 0
    _promise: str = ""
    _run: Run | None = None

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def open_page(self) -> None:
        """Begin with the month before this one."""
        self._begin()
        actor = acting(self)
        first, last = bill_days.last_month(actor)
        self.first, self.last = first.isoformat(), last.isoformat()
        self.chosen, self.added_to = {what: self._asked(actor, what) for what in WHAT}, ""
        self._forget()

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def add_value(self, what: str, number: str, name: str) -> None:  # noqa: ARG002 - what a picker tells
        """Bill one account or contract more; those that are shown are not what is wanted any more."""
        if what in WHAT:
            found = with_one(self.chosen[what], number, name_of(acting(self), what, number))
            self.chosen, self.added_to = {**self.chosen, what: found}, what
            self._forget()

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def drop_value(self, what: str, number: str) -> None:
        """Bill one account or contract less; without any, all."""
        if what in WHAT:
            self.chosen, self.added_to = {**self.chosen, what: without(self.chosen[what], number)}, ""
            self._forget()

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def look(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Show what the run would make."""
        actor = acting(self)
        self._begin()
        self._forget()
        self.is_looking = True
        yield
        try:
            self._run = self._wanted(form)
            await self._look()
        except Refused as refusal:
            self._refuse(actor, refusal)
        self.is_looking = False

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def refresh(self) -> None:
        """Look again, where somebody has looked: what is billed has changed."""
        await self._look()

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def show_next(self) -> None:
        """Show the next page of bills."""
        self._page += A_PAGE
        await self._look()

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def show_previous(self) -> None:
        """Show the page before."""
        self._page = max(self._page - A_PAGE, 0)
        await self._look()

    @rx.event
    @policy(Right.CHANGE_BILLS)
    async def open_bill(self, place: int) -> None:
        """Show the lines of one bill."""
        found = await self._look()
        if found is None or not 0 <= place < len(found.bills):
            return
        language, paper = language_of(acting(self)), found.bills[place]
        lines = printed(language, paper)
        self.lines, self.more_lines = lines[:SHOWN_LINES], max(len(lines) - SHOWN_LINES, 0)
        self.sums, self.shown_title, self.shown = sums_of(language, paper), paper.account.name, place

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def close_bill(self, _is_open: bool) -> None:
        """Close it again."""
        self.shown = -1

    @rx.event(background=True)
    @policy(Right.CHANGE_BILLS)
    async def make(self) -> AsyncIterator[Any]:
        """Make drafts of exactly what is shown."""
        async with self:
            actor, run, promise = acting(self), self._run, self._promise
            if actor is None or run is None or self.is_running:
                return
            self.is_running, self.percent = True, 5
            self._begin()
        yield
        told_percent = [5]
        running = asyncio.create_task(
            rx.run_in_thread(lambda: bill_runs.make(actor, run, promise, told_percent.append))
        )
        try:
            while not (await asyncio.wait({running}, timeout=SHOWN_EVERY_S))[0]:
                async with self:
                    self.percent = told_percent[-1]
            made = await running
        except Refused as refusal:
            async with self:
                self._refuse(actor, refusal)
            yield told(actor, refusal)
            return
        finally:
            async with self:
                self.is_running = False
        async with self:
            self._forget()
        said = tr(actor.language, N_("Drafts made: {count}"), count=wording.number(actor.language, len(made)))
        yield [rx.toast.success(said), rx.redirect("/bills?status=draft")]

    def _asked(self, actor: Actor | None, what: What) -> list[Chosen]:
        """Return what the address asks for."""
        number = dict(self.router.url.query_parameters).get(what, "")
        return with_one([], number, name_of(actor, what, number))

    def _wanted(self, form: dict[str, Any]) -> Run:
        first, last = (day_typed(text_of(form, which), which) for which in ("first", "last"))
        accounts, contracts = (tuple(int(one.value) for one in self.chosen[what]) for what in WHAT)
        return Run(first, last, accounts, contracts)

    def _forget(self) -> None:
        accounts = self.chosen["account"]
        # A new extra charge begins with the account that is billed, if it is one.
        self.account = int(accounts[0].value) if len(accounts) == 1 else 0
        self._run, self._promise, self._page, self.shown = None, "", 0, -1
        self.rows, self.left_out, self.count, self.is_looked, self.totals = [], [], 0, False, ""

    async def _look(self) -> Preview | None:
        """Look at the run again: what it would make is too much to be kept here."""
        actor, run = acting(self), self._run
        if actor is None or run is None:
            return None
        found: Preview = await rx.run_in_thread(lambda: bill_runs.preview(actor, run))
        self._promise, self.is_looked = found.promise, True
        self.first, self.last = run.first.isoformat(), run.last.isoformat()
        self._show(language_of(actor), found)
        self.left_out = lines_of(actor, found.left_out, run)
        return found

    def _show(self, language: str, found: Preview) -> None:
        first, last = self._page, self._page + A_PAGE
        self.rows = [_row(language, place, found.bills[place]) for place in range(first, min(last, len(found.bills)))]
        self.is_first, self.has_more = first == 0, last < len(found.bills)
        self.count, self.totals = len(found.bills), wording.amounts(language, found.totals)


def _row(language: str, place: int, paper: BillPaper) -> RunRow:
    def money(amount: int) -> str:
        return wording.money(language, amount, paper.currency) if amount else ""

    work = [line for line in paper.lines if line.kind == "work"]
    other = [line for line in paper.lines if line.kind in {"extra", "expense"}]
    return RunRow(
        place=place,
        account=paper.account.name,
        contract=paper.contract or tr(language, N_("Outside of contracts")),
        days=wording.days(language, paper.first_day, paper.last_day),
        in_place_of=tr(language, IN_PLACE_OF, number=paper.refers_to) if paper.refers_to else "",
        base=money(_sum(line for line in paper.lines if line.kind == "base")),
        included=_hours(language, [line for line in work if line.unit == "hour" and not line.amount]),
        work=money(_sum(line for line in work if line.unit != "request")),
        requests=money(_sum(line for line in work if line.unit == "request")),
        other=money(_sum(other)),
        discount=money(-paper.discount),
        tax=money(paper.tax),
        total=wording.money(language, paper.total, paper.currency),
    )


def _sum(lines: Any) -> int:  # noqa: ANN401 - lines, once
    return sum(line.amount for line in lines)


def _hours(language: str, lines: Sequence[PaperLine]) -> str:
    seconds = sum(line.seconds for line in lines)
    return tr(language, N_("{length} h"), length=wording.hours(language, seconds)) if seconds else ""
