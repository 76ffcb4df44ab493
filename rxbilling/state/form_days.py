"""Dates that a form sends."""

from datetime import date

from rxbilling.exchange.clock import NOT_A_DATE
from rxbilling.services.access import Invalid


def day_typed(text: str, field: str) -> date:
    """Return a date of a form.

    Raises:
        Invalid: it is none; the field is named.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(field, NOT_A_DATE) from None
