"""Files of selected time entries, each remembered: who, when, which filter, how many rows, and its hash."""

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

import numpy as np
import pandas as pd

from rxbilling.exchange.csv_out import write_csv
from rxbilling.exchange.excel import write_excel
from rxbilling.exchange.json_out import write_json
from rxbilling.exchange.parquet_out import write_parquet
from rxbilling.exchange.rows import ENTRY_COLUMNS
from rxbilling.locales import N_, tr
from rxbilling.models import Export
from rxbilling.models.database import writing
from rxbilling.models.work_columns import STATUSES
from rxbilling.services import entries, sending
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.clock import now
from rxbilling.services.filters import WorkFilter
from rxbilling.services.sending import Sent

Format = Literal["xlsx", "csv", "json", "parquet", "iif"]
BLOCK = 1024 * 1024
NO_PRICE = STATUSES.index("no_price")


@dataclass(frozen=True, slots=True)
class FileOf:
    """What a file is: its format, the filter of an address, how many rows it has, and what of it counts as sent.

    ``totals`` is what its amounts come to by currency, in minor units.
    """

    format: str
    query: str
    rows: int
    totals: Mapping[str, int] = field(default_factory=dict)
    sent: Sent | None = None


def export_excel(actor: Actor | None, chosen: WorkFilter) -> BinaryIO:
    """Return an open Excel workbook of what an actor sees of a filter."""
    actor = require(actor, Right.EXPORT_WORK)
    title = tr(actor.language, N_("Time entries"))
    return _export(actor, chosen, "xlsx", lambda rows, out: write_excel(rows, out, actor.language, title))


def export_csv(actor: Actor | None, chosen: WorkFilter) -> BinaryIO:
    """Return an open CSV file of what an actor sees of a filter."""
    return _export(require(actor, Right.EXPORT_WORK), chosen, "csv", write_csv)


def export_json(actor: Actor | None, chosen: WorkFilter) -> BinaryIO:
    """Return an open JSON file of what an actor sees of a filter."""
    return _export(require(actor, Right.EXPORT_WORK), chosen, "json", write_json)


def export_parquet(actor: Actor | None, chosen: WorkFilter) -> BinaryIO:
    """Return an open Parquet file of what an actor sees of a filter."""
    return _export(require(actor, Right.EXPORT_WORK), chosen, "parquet", write_parquet)


def _export(
    actor: Actor, chosen: WorkFilter, name: Format, write: Callable[[pd.DataFrame, BinaryIO], None]
) -> BinaryIO:
    rows = export_rows(actor, chosen)
    return made(actor, FileOf(name, chosen.to_query(), len(rows), totals_of(rows)), lambda out: write(rows, out))


def totals_of(rows: pd.DataFrame) -> dict[str, int]:
    """Return what entries come to by currency, in minor units; what has no price counts nothing."""
    priced = rows[rows["amount"].notna()]
    return {str(code): int(amounts.sum()) for code, amounts in priced.groupby("currency", sort=True)["amount"]}


def made(actor: Actor, about: FileOf, write: Callable[[BinaryIO], object]) -> BinaryIO:
    """Return an open file that was written and remembered; it has no name, and is gone as soon as it is closed."""
    out: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
    try:
        write(out)
        remember(actor, about, out)
    except BaseException:
        out.close()
        raise
    return out


def export_rows(actor: Actor, chosen: WorkFilter) -> pd.DataFrame:
    """Return what an actor sees of a filter as the frame that all writers take (``ENTRY_COLUMNS``)."""
    rows = entries.frame(actor, chosen)
    days = pd.to_datetime(rows["day"].astype("int64") - 719_163, unit="D", origin="unix")
    status = rows["status"].to_numpy(np.int64)
    amount = rows["amount"].astype("Int64").mask(status == NO_PRICE)
    made = rows.assign(
        day=days.dt.date,
        start=_local(rows["start_at"], rows["zone"]),
        end=_local(rows["end_at"], rows["zone"]),
        status=np.array(STATUSES, object)[status],
        billable=rows["billable"].astype(bool),
        amount=amount,
    )
    return made[list(ENTRY_COLUMNS)]


def _local(instants: pd.Series, zones: pd.Series) -> pd.Series:
    """Return naive local times of instants, each in the zone beside it; NaT without a clock."""
    moments = pd.to_datetime(pd.to_numeric(instants).astype("Int64"), unit="s", utc=True)
    local = pd.Series(pd.NaT, index=instants.index, dtype="datetime64[s]")
    for zone in zones.unique():
        there = zones == zone
        local[there] = moments[there].dt.tz_convert(zone).dt.tz_localize(None).astype("datetime64[s]")
    return local


def remember(actor: Actor, about: FileOf, out: BinaryIO) -> None:
    """Write down that a file was made, and wind it back for reading.

    Raises:
        Refused: somebody else has sent some of it meanwhile.
    """
    digest = hashlib.sha256()
    out.seek(0)
    for block in iter(lambda: out.read(BLOCK), b""):
        digest.update(block)
    out.seek(0)
    with writing() as db:
        row = Export(
            user_id=actor.user_id,
            at=now(),
            format=about.format,
            filter=about.query,
            row_count=about.rows,
            totals=dict(about.totals),
            sha256=digest.hexdigest(),
        )
        db.add(row)
        db.flush()
        sending.keep(db, row.id or 0, about.sent)
