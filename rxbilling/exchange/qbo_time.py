"""Time for QuickBooks Online: TimeActivity objects as JSON, in the batches that its API takes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from rxbilling.exchange.iif_minutes import parts, shared_minutes
from rxbilling.exchange.qbo_names import one_line
from rxbilling.exchange.quickbooks import Column, Online, Problem, Ref, SentFile
from rxbilling.locales import N_, Message

MOST = 30  # objects a batch
LONGEST_NOTE = 4000
STATUS = {"not_billable": "NotBillable", "unbilled": "Billable", "no_price": "Billable", "billed": "HasBeenBilled"}
NO_ID = Message(
    N_("QuickBooks Online knows it by an id: import its list as JSON, then choose the name that it has there.")
)
Activity = dict[str, Any]


def write_online_time(rows: pd.DataFrame, online: Online) -> SentFile:
    """Write a frame of ``ENTRY_COLUMNS`` as a JSON array of batches, each the body of a request.

    Billable entries carry their billable seconds, others their worked ones. The minutes of one day, customer, rep,
    service and status add up to those of their seconds; an entry whose share is 0 is not among them. Without the id
    of something there is no file.
    """
    found = tuple(_problems(rows, online))
    if found:
        return SentFile(None, "json", found, ())
    seconds = np.where(rows["status"] != "not_billable", rows["billable_s"], rows["worked_s"]).astype(np.int64)
    minutes = shared_minutes(seconds, rows[["day", "account", "rep", "service", "status"]])
    activities = [
        activity
        for row, total in zip(rows.to_dict("records"), minutes.tolist(), strict=True)
        for activity in _activities(row, total, online)
    ]
    text = json.dumps(_batches(activities), ensure_ascii=False, indent=1)
    return SentFile(text.encode(), "json", found, tuple(rows["id"].tolist()))


def _problems(rows: pd.DataFrame, online: Online) -> Iterator[Problem]:
    # QuickBooks Online finds the price of billable time by its item, and whom to bill by its customer.
    billable = rows[rows["status"] != "not_billable"]
    yield from _without_id("JOB", rows["account"], online.customers)
    yield from _without_id("EMP", rows["rep"], {**online.vendors, **online.employees})
    yield from _without_id("ITEM", billable["service"], online.items)


def _without_id(column: Column, ours: "pd.Series[str]", known: Mapping[str, Ref]) -> Iterator[Problem]:
    for name, count in ours.value_counts(sort=False).items():
        if name not in known:
            yield Problem(column, str(name), NO_ID, None, int(count))


def _activities(row: Mapping[Any, Any], minutes: int, online: Online) -> Iterator[Activity]:
    is_employee = row["rep"] in online.employees
    who = online.employees[row["rep"]] if is_employee else online.vendors[row["rep"]]
    refs = {
        "EmployeeRef" if is_employee else "VendorRef": who,
        "CustomerRef": online.customers[row["account"]],
        "ItemRef": online.items.get(row["service"]),
        "ClassRef": online.classes.get(row["service"]),
    }
    for part in parts(minutes):
        yield {
            "TxnDate": row["day"].isoformat(),
            "NameOf": "Employee" if is_employee else "Vendor",
            **{name: {"value": ref.value, "name": ref.name} for name, ref in refs.items() if ref},
            "BillableStatus": STATUS[row["status"]],
            "Hours": part // 60,
            "Minutes": part % 60,
            "Description": one_line(": ".join(filter(None, [row["ticket"], row["note"]])), LONGEST_NOTE),
        }


def _batches(activities: Sequence[Activity]) -> list[dict[str, Any]]:
    items = [
        {"bId": str(number), "operation": "create", "TimeActivity": activity}
        for number, activity in enumerate(activities, start=1)
    ]
    return [{"BatchItemRequest": items[first : first + MOST]} for first in range(0, len(items), MOST)]
