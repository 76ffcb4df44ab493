"""The page of calendars: all of them, whose they are, and a year of one."""

from dataclasses import dataclass, field

import reflex as rx

from rxbilling.engine.terms import Tier
from rxbilling.locales import N_, tr
from rxbilling.services import calendars
from rxbilling.services.access import Actor, Right
from rxbilling.services.calendars import FIRST_YEAR, LAST_YEAR, ListedCalendar, YearDay
from rxbilling.services.clock import today
from rxbilling.state import calendar_words, wording
from rxbilling.state.guard import acting, policy

NAMES_SHOWN = 6


@dataclass
class CalendarLine:
    """A calendar in words; ``users`` are accounts and contracts that have chosen it."""

    number: int = 0
    name: str = ""
    zone: str = ""
    hours: list[str] = field(default_factory=list)
    weekend: str = ""
    holidays: str = ""
    users: list[str] = field(default_factory=list)
    is_default: bool = False


@dataclass
class DayCell:
    """A day of a month; ``kind`` is plain, weekend or holiday, empty for a gap; ``said`` tells what is special."""

    day: str = ""
    kind: str = ""
    clock: str = ""
    said: str = ""


@dataclass
class MonthCells:
    """A month: its name, and its days with the gap before the first Monday."""

    name: str = ""
    days: list[DayCell] = field(default_factory=list)


KINDS = {Tier.HOLIDAY: "holiday", Tier.WEEKEND: "weekend"}


class Calendars(rx.State):
    """The list, and the year that is looked at."""

    lines: list[CalendarLine] = []
    is_loaded: bool = False
    number: int = 0
    name: str = ""
    year: int = 0
    weekdays: list[str] = []
    months: list[MonthCells] = []
    special: list[DayCell] = []

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def open_page(self) -> None:
        """Load the list, and this year of the first calendar."""
        self.year = today("UTC").year
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def refresh(self) -> None:
        """Load the same again, as somebody may have changed something."""
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def show(self, number: int) -> None:
        """Look at the year of a calendar."""
        self.number = number
        await self._load(acting(self))

    @rx.event
    @policy(Right.SEE_CONTRACTS)
    async def move(self, later: bool) -> None:
        """Look at the year after, or before."""
        self.year = min(max(self.year + (1 if later else -1), FIRST_YEAR), LAST_YEAR)
        await self._load(acting(self))

    async def _load(self, actor: Actor | None) -> None:
        if actor is None:
            return
        found = await rx.run_in_thread(lambda: calendars.all_calendars(actor))
        language, wanted = actor.language, self.year or today("UTC").year
        self.lines = [_line(language, one) for one in found]
        shown = next((one for one in found if one.number == self.number), None)
        shown = shown or next((one for one in found if one.is_default), None)
        if shown is not None:
            number = shown.number
            self.number, self.name = number, shown.draft.name
            days = await rx.run_in_thread(lambda: calendars.year(actor, number, wanted))
            self.year = days[0].day.year
            self.weekdays = [calendar_words.weekday(language, day, "EEEEE") for day in range(7)]
            self.months = [_month(language, days, month) for month in range(1, 13)]
            self.special = [_cell(language, day, long=True) for day in days if day.holiday or day.clock_s]
        self.is_loaded = True


def _line(language: str, found: ListedCalendar) -> CalendarLine:
    draft = found.draft
    users = [*found.accounts, *found.contracts]
    shown = users[:NAMES_SHOWN]
    if len(users) > NAMES_SHOWN:
        shown.append(f"+{wording.number(language, len(users) - NAMES_SHOWN)}")
    return CalendarLine(
        number=found.number,
        name=draft.name,
        zone=draft.zone.replace("_", " "),
        hours=calendar_words.week(language, draft.hours),
        weekend=calendar_words.weekend(language, draft.weekend),
        holidays=calendar_words.holidays(language, draft),
        users=shown,
        is_default=found.is_default,
    )


def _month(language: str, days: list[YearDay], month: int) -> MonthCells:
    mine = [day for day in days if day.day.month == month]
    gap = [DayCell() for _ in range(mine[0].day.weekday())]
    return MonthCells(
        name=wording.month(language, mine[0].day, "LLLL"), days=[*gap, *(_cell(language, day) for day in mine)]
    )


def _cell(language: str, day: YearDay, *, long: bool = False) -> DayCell:
    kind = KINDS.get(day.tier, "plain")
    told = [day.holiday] if day.holiday else [tr(language, N_("Weekend"))] if kind == "weekend" and not long else []
    if day.clock_s:
        change = N_("Clocks go forward by {length}") if day.clock_s > 0 else N_("Clocks go back by {length}")
        told.append(tr(language, change, length=wording.hours(language, abs(day.clock_s))))
    return DayCell(
        day=wording.day(language, day.day) if long else str(day.day.day),
        kind=kind,
        clock="forward" if day.clock_s > 0 else "back" if day.clock_s else "",
        said=" · ".join(told),
    )
