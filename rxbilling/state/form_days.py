"""Dates that a form sends."""

from datetime import date

from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_A_DATE, NOT_OUR_TIME
from rxbilling.services.access import Invalid


def day_typed(text: str, field: str) -> date:
    """Return a date of a form.

    Raises:
        Invalid: it is none, or none of our time; the field is named.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Invalid(field, NOT_A_DATE) from None
    if not FIRST_DAY <= day.toordinal() <= LAST_DAY:
        raise Invalid(field, NOT_OUR_TIME)
    return day
