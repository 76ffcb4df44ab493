"""Names of support plans that another version has replaced: until when they counted, and what customers read."""

from collections.abc import Sequence
from datetime import date, timedelta

from rxbilling.locales import LANGUAGES, N_, Message
from rxbilling.models import SupportPlan

UNTIL = N_("{name} (until {day})")


def replaced(name: str, from_day: date, language: str) -> str:
    """Return what a plan is called once another counts from a day on."""
    return Message(UNTIL, {"name": name, "day": from_day - timedelta(days=1)}).text(language)


def titles(plans: Sequence[SupportPlan]) -> dict[int, str]:
    """Return the names of all plans as customers read them: without until when they count."""
    days = {plan.replaces_id: plan.from_day for plan in plans if plan.from_day}
    return {plan.id or 0: _title(plan.name, days.get(plan.id)) for plan in plans}


def _title(name: str, from_day: int | None) -> str:
    endings = [] if from_day is None else [replaced("", date.fromordinal(from_day), one) for one in LANGUAGES]
    return next((name[: name.index(ending)] for ending in endings if ending in name), name)
