"""The page of a rep's week: what its table shows, and what is typed into it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import reflex as rx
from babel.dates import format_date

from rxbilling.exchange.durations import NOT_A_DURATION, typed_duration
from rxbilling.locales import N_, Message
from rxbilling.services import weeks
from rxbilling.services.access import Actor, Changed, Invalid, Refused, Right
from rxbilling.services.rep_hours import DayHours
from rxbilling.services.weeks import DAYS, Cell, Row, Task, Week
from rxbilling.state import wording
from rxbilling.state.forms import language_of
from rxbilling.state.guard import acting, policy
from rxbilling.state.rep_page import RepPage
from rxbilling.state.week_approval import WeekApproval

FIXED = Message(N_("This cell holds more than one length without a clock. Change its entries in the day view."))


@dataclass
class Column:
    """The head and the foot of a day; ``lack`` is what is missing, where the day is over."""

    day: str = ""
    label: str = ""
    holiday: str = ""
    worked: str = ""
    expected: str = ""
    lack: str = ""
    is_today: bool = False
    is_off: bool = False


@dataclass
class Box:
    """A cell: its place, its length as text, and whether only the day view changes it; ``stamp`` makes it anew."""

    key: str = ""
    place: str = ""
    label: str = ""
    text: str = ""
    day: str = ""
    fixed: bool = False
    is_off: bool = False
    stamp: str = ""


@dataclass
class Line:
    """A row of the table."""

    key: str = ""
    account: str = ""
    service: str = ""
    ticket: str = ""
    billable: bool = True
    total: str = ""
    boxes: list[Box] = field(default_factory=list)


class WeekPage(RepPage, rx.State):
    """The table, the cell that was refused, and the form that adds a row."""

    columns: list[Column] = []
    lines: list[Line] = []
    worked: str = ""
    expected: str = ""
    lack: str = ""
    wrong_key: str = ""
    wrong_cell: str = ""
    wrong: str = ""
    wrong_day: str = ""
    _step: int = DAYS
    _rows: list[Row] = []
    _added: dict[str, tuple[Task, ...]] = {}
    _stamps: dict[str, int] = {}
    _refused_over: str | None = None

    @rx.event
    @policy(Right.LOG_OWN_WORK)
    async def fill(self, key: str, text: str) -> Any:  # noqa: ANN401 - an event, or none
        """Write what was typed into a cell."""
        actor, found = acting(self), self._found(key)
        if found is None:
            return None
        row, cell, day = found
        if text.strip() == _text(cell):
            self._forgive(key)
            return None
        try:
            seconds = _seconds(cell, text)
            if seconds != cell.seconds:
                rep = int(self.rep)
                await rx.run_in_thread(lambda: weeks.fill(actor, rep, row.task, day, seconds, cell.seen))
                self._want(row.task)
        except Refused as refusal:
            await self._refuse(actor, key, day, cell, refusal)
            return None
        self._forgive(key)
        await self._show_anew(actor, key)
        return None

    @rx.event
    @policy("user")
    def forget(self) -> None:
        """Say no more why a cell was refused: what was typed into it is put back."""
        self._forgive(self.wrong_key)

    async def _add_row(self, actor: Actor | None, task: Task) -> int:
        """Add a row and return its place."""
        self._want(task)
        if actor:
            await self._show(actor)
        return next((at for at, row in enumerate(self._rows) if _same(row.task, task)), 0)

    def _first(self, day: date) -> date:
        return weeks.monday_of(day)

    def _later(self, *, is_own: bool) -> list[Any]:
        # An event with its value.
        return [WeekApproval.look(self.day if is_own else "")]  # type: ignore[operator]

    async def _show(self, actor: Actor) -> None:
        monday, language, rep = self._looked_at(), actor.language, int(self.rep)
        added = self._added.get(self._week(), ())
        found = await rx.run_in_thread(lambda: weeks.look(actor, rep, monday, added))
        self.title = wording.days(language, monday, monday + timedelta(days=DAYS - 1))
        self._rows = found.rows
        now = self._today(actor)
        self.columns = [_column(language, one, now) for one in found.days]
        self.lines = [self._line(place, row, found, language) for place, row in enumerate(found.rows)]
        worked, expected = sum(one.worked_s for one in found.days), sum(one.expected_s for one in found.days)
        lack = sum(one.missing_s for one in found.days if one.day < now)
        self._forgive_what_moved()
        self.worked, self.expected = wording.hours(language, worked), wording.hours(language, expected)
        self.lack = wording.hours(language, lack) if lack else ""

    def _line(self, place: int, row: Row, week: Week, language: str) -> Line:
        total = sum(cell.seconds for cell in row.cells)
        name = " · ".join(filter(None, (row.account, row.service)))
        boxes = []
        for at, (cell, day) in enumerate(zip(row.cells, week.days, strict=True)):
            key = f"{row.task.account_id}-{row.task.service_id or 0}-{at}"
            label = f"{name}, {format_date(day.day, 'EEEE d', locale=language)}"
            stamp = f"{self.day}.{key}.{_text(cell)}.{self._stamps.get(key, 0)}"
            is_off = not day.expected_s
            boxes.append(Box(key, f"{place}:{at}", label, _text(cell), day.day.isoformat(), cell.fixed, is_off, stamp))
        return Line(
            name, row.account, row.service, row.ticket, row.task.billable, wording.hours(language, total), boxes
        )

    async def _go(self, actor: Actor, day: date) -> Any:  # noqa: ANN401 - an event
        self._forgive(self.wrong_key)
        return await super()._go(actor, day)

    def _found(self, key: str) -> tuple[Row, Cell, date] | None:
        for line, row in zip(self.lines, self._rows, strict=True):
            for at, box in enumerate(line.boxes):
                if box.key == key:
                    return row, row.cells[at], date.fromisoformat(box.day)
        return None

    async def _refuse(self, actor: Actor | None, key: str, day: date, cell: Cell, refusal: Refused) -> None:
        self.wrong_key, self.wrong = key, refusal.message.text(language_of(actor))
        self.wrong_cell = next(box.label for line in self.lines for box in line.boxes if box.key == key)
        self.wrong_day = day.isoformat() if cell.fixed else ""
        # What was typed stays to be mended, unless it has no place there.
        if cell.fixed or isinstance(refusal, Changed):
            self._refused_over = None
            await self._show_anew(actor, key)
        self._refused_over = self._text_of(key)

    async def _show_anew(self, actor: Actor | None, key: str) -> None:
        """Show the week, and a cell as it is now whatever was typed into it."""
        self._stamps = {**self._stamps, key: self._stamps.get(key, 0) + 1}
        if actor:
            await self._show(actor)

    def _forgive(self, key: str) -> None:
        if key == self.wrong_key:
            self.wrong_key = self.wrong_cell = self.wrong = self.wrong_day = ""
            self._refused_over = None

    def _forgive_what_moved(self) -> None:
        """Forget the refusal of a cell that holds another length by now: what was typed into it is gone."""
        if self._refused_over is not None and self._text_of(self.wrong_key) != self._refused_over:
            self._forgive(self.wrong_key)

    def _text_of(self, key: str) -> str | None:
        return next((box.text for line in self.lines for box in line.boxes if box.key == key), None)

    def _want(self, *tasks: Task) -> None:
        """Keep rows in the table also while nothing is in them."""
        known = self._added.get(self._week(), ())
        new = tuple(task for task in tasks if not any(_same(task, other) for other in known))
        self._added = {**self._added, self._week(): known + new}

    def _week(self) -> str:
        return f"{self.rep}.{self.day}"


def _same(one: Task, other: Task) -> bool:
    return (one.account_id, one.service_id) == (other.account_id, other.service_id)


def _text(cell: Cell) -> str:
    """Return the length of a cell as it is typed, to the second where there are some."""
    if not cell.seconds:
        return ""
    text = wording.exact(cell.seconds)
    return text.removesuffix(":00") if cell.seconds % 60 == 0 else text


def _seconds(cell: Cell, text: str) -> int:
    if cell.fixed:
        raise Refused(FIXED)
    seconds = typed_duration(text) if text.strip() else 0
    if seconds is None:
        raise Invalid("cell", NOT_A_DURATION)
    return seconds


def _column(language: str, one: DayHours, now: date) -> Column:
    lack = one.missing_s if one.day < now else 0
    return Column(
        day=one.day.isoformat(),
        label=str(format_date(one.day, "EEE d", locale=language)),
        holiday=one.holiday,
        worked=wording.hours(language, one.worked_s),
        expected=wording.hours(language, one.expected_s) if one.expected_s else "",
        lack=wording.hours(language, lack) if lack else "",
        is_today=one.day == now,
        is_off=not one.expected_s,
    )
