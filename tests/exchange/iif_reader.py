"""A strict reader of IIF time activities, from the format's description alone: it shares nothing with the writer."""

import re
from dataclasses import dataclass
from datetime import date, datetime

TIMER_COLUMNS = ["VER", "REL", "COMPANYNAME", "IMPORTEDBEFORE", "FROMTIMER", "COMPANYCREATETIME"]
ACTIVITY_COLUMNS = ["DATE", "JOB", "EMP", "ITEM", "PITEM", "DURATION", "PROJ", "NOTE", "XFERTOPAYROLL", "BILLINGSTATUS"]
LIMITS = {"JOB": 209, "EMP": 41, "ITEM": 209, "PITEM": 31, "PROJ": 31, "NOTE": 1000}
LEVEL_LIMITS = {"JOB": 41, "ITEM": 31}


class IifError(ValueError):
    """QuickBooks would not take the file."""


@dataclass(frozen=True)
class Activity:
    """One record; ``minutes`` is its length, ``status`` 0 (not billable), 1 (billable) or 2 (billed)."""

    day: date
    job: str
    employee: str
    item: str
    payroll_item: str
    minutes: int
    project: str
    note: str
    to_payroll: bool
    status: int


@dataclass(frozen=True)
class TimerFile:
    """The whole file."""

    version: str
    release: str
    company: str
    created: str
    activities: list[Activity]


def read_iif(data: bytes) -> TimerFile:
    """Read a file.

    Raises:
        IifError: If anything in it breaks a rule.
    """
    records = records_of(data)
    require(len(records) >= 3, "the header block is not complete")
    require(records[0] == ["!TIMERHDR", *TIMER_COLUMNS], "the first record must be the timer header")
    require(records[1][0] == "TIMERHDR" and len(records[1]) == len(records[0]), "the timer header has no values")
    require(records[2] == ["!TIMEACT", *ACTIVITY_COLUMNS], "the activity header must follow")
    timer = dict(zip(TIMER_COLUMNS, records[1][1:], strict=True))
    require(timer["IMPORTEDBEFORE"] == "N" and timer["FROMTIMER"] == "Y", "the file does not go to QuickBooks")
    require(timer["COMPANYNAME"] != "" and timer["COMPANYCREATETIME"].isdigit(), "no company")
    activities = [_activity(record) for record in records[3:]]
    _one_list_each(activities)
    return TimerFile(timer["VER"], timer["REL"], timer["COMPANYNAME"], timer["COMPANYCREATETIME"], activities)


def require(held: bool, rule: str) -> None:
    """Refuse the file where a rule is broken."""
    if not held:
        raise IifError(rule)


def records_of(data: bytes) -> list[list[str]]:
    """Return the values of each record of any IIF file, once its bytes are right."""
    require(not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")), "a byte order mark")
    require(data.endswith(b"\r\n"), "the last record does not end")
    text = data.decode("windows-1252")
    lines = text.removesuffix("\r\n").split("\r\n")
    for line in lines:
        require(
            not re.search(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]", line),
            "a control sign",
        )
        require('"' not in line and ";" not in line, "a quote or a semicolon")
    return [line.split("\t") for line in lines]


def _activity(record: list[str]) -> Activity:
    require(record[0] == "TIMEACT" and len(record) == 1 + len(ACTIVITY_COLUMNS), "the record does not fit its header")
    cells = dict(zip(ACTIVITY_COLUMNS, record[1:], strict=True))
    for name, cell in cells.items():
        require(cell == cell.strip() and len(cell) <= LIMITS.get(name, 99), f"{name} has spaces or is too long")
    for name, limit in LEVEL_LIMITS.items():
        levels = cells[name].split(":")
        require(all(0 < len(level) <= limit for level in levels) or levels == [""], f"a level of {name}")
    require(cells["JOB"] != "" and cells["EMP"] != "", "nobody worked for nobody")
    require(cells["XFERTOPAYROLL"] in {"Y", "N"} and cells["BILLINGSTATUS"] in {"0", "1", "2"}, "a code")
    require(cells["BILLINGSTATUS"] == "0" or cells["ITEM"] != "", "billable without an item")
    return Activity(
        day_of(cells["DATE"]),
        cells["JOB"],
        cells["EMP"],
        cells["ITEM"],
        cells["PITEM"],
        _minutes(cells["DURATION"]),
        cells["PROJ"],
        cells["NOTE"],
        cells["XFERTOPAYROLL"] == "Y",
        int(cells["BILLINGSTATUS"]),
    )


def day_of(text: str) -> date:
    """Return a date, which is always MM/DD/YY."""
    require(re.fullmatch(r"\d\d/\d\d/\d\d", text) is not None, "DATE is not MM/DD/YY")
    return datetime.strptime(text, "%m/%d/%y").date()  # noqa: DTZ007 - a date has no zone


def _minutes(text: str) -> int:
    match = re.fullmatch(r"(\d|1\d|2[0-3]):([0-5]\d)", text)
    require(match is not None and text != "0:00", "DURATION is not from 0:01 to 23:59")
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _one_list_each(activities: list[Activity]) -> None:
    customers = {activity.job.split(":")[0].lower() for activity in activities}
    employees = {activity.employee.lower() for activity in activities}
    require(not customers & employees, "one name in two lists")
