"""What every installation begins with: its organisation, a calendar, and one general price."""

from sqlmodel import Session as Database

from rxbilling.models import BillRule, Calendar, Organisation
from rxbilling.models import setup_rows as sql
from rxbilling.services.countries import USUAL_WEEKEND, office_hours

DEFAULT_NAME = "My company"
# 90.00, 135.00, 157.50 and 180.00 an hour, in a currency of two decimals.
STANDARD_RATE = 9000
STANDARD_FACTORS_BP = [10_000, 15_000, 17_500, 20_000]


def ensure_organisation(db: Database, zone: str = "UTC") -> Organisation:
    """Return the organisation; a missing one is made, with a calendar of office hours in ``zone`` as its default."""
    known = sql.organisation(db)
    if known is not None:
        return known
    calendar = Calendar(
        name="Office hours", zone=zone, hours=office_hours(USUAL_WEEKEND), weekend=sorted(USUAL_WEEKEND)
    )
    db.add(calendar)
    db.flush()
    made = Organisation(id=1, name=DEFAULT_NAME, calendar_id=calendar.id or 0)
    db.add(made)
    db.flush()
    return made


def general_rules(db: Database) -> None:
    """Make one general rule that prices the four tiers, where there is no bill rule at all."""
    if sql.has_rules(db):
        return
    db.add(standard_rule(ensure_organisation(db).currency))
    db.flush()


def standard_rule(currency: str, position: int = 1, rate: int = STANDARD_RATE) -> BillRule:
    """Return a general rule of one base rate (minor units an hour) and a factor for each tier."""
    return BillRule(
        name="Standard",
        position=position,
        currency=currency,
        rates=[rate] * 4,
        factors_bp=STANDARD_FACTORS_BP,
    )
