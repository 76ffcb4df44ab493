"""The frame of time entries that every writer takes."""

from collections.abc import Mapping

# Column -> what it holds. "nullable" columns have pandas' missing value where there is nothing to say.
ENTRY_COLUMNS: Mapping[str, str] = {
    "id": "int, the entry's id",
    "day": "datetime.date of its start in the zone of its calendar (R5a)",
    "start": "naive local datetime in that zone; NaT without a clock",
    "end": "naive local datetime in that zone; NaT without a clock",
    "zone": "IANA zone of the calendar",
    "account": "str",
    "ticket": "str, empty if none",
    "service": "str, empty if none",
    "product": "str, empty if none",
    "priority": "str, empty if none",
    "rep": "str",
    "note": "str",
    "billable": "bool",
    "status": "unbilled, billed, not_billable or no_price",
    "worked_s": "int, seconds",
    "billable_s": "int, seconds after rounding",
    "operational_s": "int, worked seconds",
    "non_operational_s": "int, worked seconds",
    "weekend_s": "int, worked seconds",
    "holiday_s": "int, worked seconds",
    "amount": "nullable int, minor units of currency",
    "currency": "ISO 4217 code",
    "cost": "nullable int, minor units of cost_currency",
    "cost_currency": "ISO 4217 code",
    "contract": "str, empty if none",
}
LENGTHS = ("worked_s", "billable_s", "operational_s", "non_operational_s", "weekend_s", "holiday_s")
TEXTS = ("account", "ticket", "service", "product", "priority", "rep", "note", "contract")
MONEY: Mapping[str, str] = {"amount": "currency", "cost": "cost_currency"}
