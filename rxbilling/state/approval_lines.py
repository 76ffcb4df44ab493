"""Weeks that are handed in, as a page shows them."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from babel.dates import format_date

from rxbilling.services.week_reviews import WEEK, Review
from rxbilling.state import wording


@dataclass
class WeekLine:
    """A week as text, with the addresses of its time entries and of its expenses; ``version`` is the one shown."""

    number: int = 0
    rep: str = ""
    week: str = ""
    hours: str = ""
    share: str = ""
    expenses: str = ""
    missing: str = ""
    word: str = ""
    decided_by: str = ""
    query: str = ""


def line_of(language: str, review: Review) -> WeekLine:
    """Return a week as text."""
    week, rep, decided_by = review.listed
    first = date.fromordinal(week.first_day)
    last = first + timedelta(days=WEEK - 1)
    amounts = [wording.money(language, amount, code) for code, amount in sorted(review.expenses.items())]
    return WeekLine(
        number=week.id or 0,
        rep=rep.name,
        week=wording.days(language, first, last),
        hours=wording.hours(language, review.worked_s),
        share=wording.share(language, review.billable_s, review.worked_s) or wording.NOTHING,
        expenses=" · ".join(amounts) or wording.NOTHING,
        missing=", ".join(str(format_date(day, "EEE d", locale=language)) for day in review.missing),
        word=week.word,
        decided_by=decided_by or "",
        query=urlencode({"from": first.isoformat(), "to": last.isoformat(), "rep": rep.id}),
    )
