"""When what a contract includes runs out, if work goes on as it has since the cycle began."""

from dataclasses import dataclass
from datetime import date, timedelta

from rxbilling.services.contract_ledger import Ledger


@dataclass(frozen=True, slots=True)
class Forecast:
    """``is_out`` where nothing is left; else ``day`` is when that will be, None where it lasts to the end."""

    is_out: bool
    day: date | None


def forecast(ledger: Ledger) -> Forecast | None:
    """Return the forecast of the present cycle; None where there is no cycle, or nothing in it."""
    line = next((line for line in ledger.cycles if line.is_current), None)
    if line is None or not ledger.burn or not line.granted + line.topped_up + line.carried:
        return None
    if line.left <= 0:
        return Forecast(is_out=True, day=None)
    elapsed = (ledger.burn[-1][0] - line.first).days + 1
    if line.used <= 0:
        return Forecast(is_out=False, day=None)
    # The day on which the last of it goes, at the average of the days so far.
    more = -(-line.left * elapsed // line.used)
    out = min(more, date.max.toordinal() - ledger.burn[-1][0].toordinal())
    day = ledger.burn[-1][0] + timedelta(days=out)
    return Forecast(is_out=False, day=day if line.last is None or day <= line.last else None)
