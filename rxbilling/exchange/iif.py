"""Time activities for QuickBooks Desktop: an IIF file that imports the first time, or what stands in its way.

The format is that of Timer Activities (File, Utilities, Import): a TIMERHDR block, then one TIMEACT record an entry.
"""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from rxbilling.exchange.iif_minutes import Ints, hours_minutes, parts, shared_minutes
from rxbilling.exchange.iif_names import EMPTY, Names, in_two_lists, names, not_listed, setting
from rxbilling.exchange.iif_notes import Notes, notes
from rxbilling.exchange.iif_text import ENCODING, is_lost, safe
from rxbilling.exchange.quickbooks import Column, IifFile, LeftOut, Problem, QuickBooks
from rxbilling.locales import N_, Message

HEADER = ("TIMERHDR", "VER", "REL", "COMPANYNAME", "IMPORTEDBEFORE", "FROMTIMER", "COMPANYCREATETIME")
ACTIVITY = ("TIMEACT", "DATE", "JOB", "EMP", "ITEM", "PITEM", "DURATION", "PROJ", "NOTE", "XFERTOPAYROLL")
STATUS = "BILLINGSTATUS"
BILLING_STATUS = {"not_billable": "0", "unbilled": "1", "no_price": "1", "billed": "2"}
NOT_EXACT = Message(N_("The company name must be in letters that QuickBooks can show, without quotes and semicolons."))
NOT_A_NUMBER = Message(N_("This must be the number that QuickBooks writes into its exported timer list."))


def write_time_activities(rows: pd.DataFrame, settings: QuickBooks) -> IifFile:
    """Write a frame of ``ENTRY_COLUMNS`` as time activities.

    Billable entries carry their billable seconds, others their worked ones. The minutes of one day, customer,
    employee, item and status add up to those of their seconds; an entry whose share is 0:00 is left out and listed.
    One above 23:59 becomes several activities of its day. Problems that are mended are listed beside the file;
    with one that cannot be mended there is no file.
    """
    billable = rows["status"] != "not_billable"
    lists = _lists(rows, billable, settings)
    texts = notes(rows["ticket"].tolist(), rows["note"].tolist())
    found = [*_settings_problems(settings), *_list_problems(lists, settings), *texts.problems]
    seconds = np.where(billable, rows["billable_s"], rows["worked_s"]).astype(np.int64)
    groups = _groups(rows, lists, settings)
    minutes = shared_minutes(seconds, groups)
    out = minutes == 0
    left_out = map(LeftOut, rows["id"][out].tolist(), seconds[out].tolist())
    lines = list(_lines(groups, minutes, texts))
    refused = any(problem.mended is None for problem in found)
    data = None if refused else _data([*_head(settings), *lines])
    return IifFile(data, tuple(found), tuple(left_out), len(lines))


def _lists(rows: pd.DataFrame, billable: "pd.Series[bool]", settings: QuickBooks) -> dict[Column, Names]:
    accounts, reps, services = (rows[name].tolist() for name in ("account", "rep", "service"))
    return {
        "JOB": names("JOB", accounts, settings.customers, accounts),
        "EMP": names("EMP", reps, settings.employees, reps),
        # QuickBooks finds the price of billable time by its item.
        "ITEM": names("ITEM", services, settings.items, rows["service"][billable].tolist()),
    }


def _list_problems(lists: dict[Column, Names], settings: QuickBooks) -> list[Problem]:
    found = [problem for names_of in lists.values() for problem in names_of.problems]
    strangers = [
        problem
        for column, names_of in lists.items()
        for problem in not_listed(column, names_of.written.items(), settings.listed.get(column))
    ]
    return [*found, *in_two_lists(lists["JOB"], lists["EMP"]), *strangers]


def _settings_problems(settings: QuickBooks) -> list[Problem]:
    found: list[Problem] = []
    for value in dict.fromkeys([settings.payroll_item, *settings.payroll_items.values()]):
        found += setting("PITEM", value)
    for value in dict.fromkeys([settings.class_name, *settings.classes.values()]):
        found += setting("PROJ", value) or not_listed("PROJ", [(value, value)], settings.listed.get("PROJ"))
    return [*found, *company_problems(settings.company_name, settings.company_create_time)]


def company_problems(name: str, created: str) -> list[Problem]:
    """Return what is wrong with the name and the number of a company."""
    found: list[Problem] = []
    if not name.strip():
        found.append(Problem("COMPANYNAME", name, EMPTY, None))
    elif safe(name) != name or is_lost(name):
        found.append(Problem("COMPANYNAME", name, NOT_EXACT, None))
    if not (created.isascii() and created.isdigit()):
        found.append(Problem("COMPANYCREATETIME", created, NOT_A_NUMBER, None))
    return found


def _groups(rows: pd.DataFrame, lists: dict[Column, Names], settings: QuickBooks) -> pd.DataFrame:
    """The values that entries of one group have in common, as they are written."""
    payroll = _safe(settings.payroll_items, settings.payroll_item)
    classes = _safe(settings.classes, settings.class_name)
    return pd.DataFrame(
        {
            "DATE": [day.strftime("%m/%d/%y") for day in rows["day"]],
            "JOB": [lists["JOB"].written[name] for name in rows["account"]],
            "EMP": [lists["EMP"].written[name] for name in rows["rep"]],
            "ITEM": [lists["ITEM"].written[name] for name in rows["service"]],
            "PITEM": [payroll(name) for name in rows["rep"]],
            "PROJ": [classes(name) for name in rows["service"]],
            STATUS: [BILLING_STATUS[status] for status in rows["status"]],
        },
        dtype=object,
    )


def _head(settings: QuickBooks) -> list[tuple[str, ...]]:
    company = (settings.company_name, "N", "Y", settings.company_create_time)
    header = (HEADER[0], settings.version, settings.release, *company)
    return [(f"!{HEADER[0]}", *HEADER[1:]), header, (f"!{ACTIVITY[0]}", *ACTIVITY[1:], STATUS)]


def _safe(stated: Mapping[str, str], otherwise: str) -> Callable[[str], str]:
    written = {name: safe(value) for name, value in stated.items()}
    return lambda name: written.get(name) or safe(otherwise)


def _lines(groups: pd.DataFrame, minutes: Ints, texts: Notes) -> Iterator[tuple[str, ...]]:
    for values, total, note in zip(
        groups.itertuples(index=False, name=None), minutes.tolist(), texts.written, strict=True
    ):
        *who, item, project, status = values
        for part in parts(total):
            yield (ACTIVITY[0], *who, item, hours_minutes(part), project, note, "Y" if item else "N", status)


def _data(records: list[tuple[str, ...]]) -> bytes:
    return "".join("\t".join(record) + "\r\n" for record in records).encode(ENCODING)
