"""A frame of entries for the writers, small and easy to change."""

from datetime import date

import pandas as pd

from rxbilling.exchange.rows import ENTRY_COLUMNS

PLAIN: dict[str, object] = {
    "id": 1,
    "day": date(2026, 3, 2),
    "start": pd.Timestamp("2026-03-02 09:00"),
    "end": pd.Timestamp("2026-03-02 10:30"),
    "zone": "Europe/Paris",
    "account": "Acme",
    "ticket": "T-1",
    "service": "Support",
    "product": "Portal",
    "priority": "High",
    "rep": "Ana Roe",
    "note": "Call",
    "billable": True,
    "status": "unbilled",
    "worked_s": 5400,
    "billable_s": 5400,
    "operational_s": 5400,
    "non_operational_s": 0,
    "weekend_s": 0,
    "holiday_s": 0,
    "amount": 15_000,
    "currency": "EUR",
    "cost": 6_000,
    "cost_currency": "EUR",
    "contract": "",
}


def entry_rows(*changes: dict[str, object]) -> pd.DataFrame:
    """Return one entry for each set of changes, with ids from 1 up."""
    rows = [PLAIN | {"id": number} | change for number, change in enumerate(changes, 1)]
    frame = pd.DataFrame(rows, columns=list(ENTRY_COLUMNS))
    for name in ("start", "end"):
        frame[name] = pd.to_datetime(frame[name])
    return frame.astype({"amount": "Int64", "cost": "Int64"})
