"""What is looked for in the audit trail: as an address has it, and as the service takes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from rxbilling.services.addresses import query_of, text_in
from rxbilling.services.audit_log import AuditFilter
from rxbilling.state import audit_words

FIRST_YEAR, LAST_YEAR = 1970, 2100


@dataclass(frozen=True, slots=True)
class AuditSearch:
    """Every part that is set must hold; days are those of a zone, both included."""

    text: str = ""
    subject: str = ""
    first_day: str = ""
    last_day: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        """Read what is looked for from an address."""
        return cls(*(text_in(query, name) for name in ("text", "subject", "from", "to")))

    def to_query(self) -> str:
        """Return what is looked for as the query of an address."""
        return query_of({"text": self.text, "subject": self.subject, "from": self.first_day, "to": self.last_day})

    def chosen(self, language: str, zone: str) -> AuditFilter:
        """Return the filter; the text is looked for in the words of a language too."""
        first, last = _day(self.first_day), _day(self.last_day)
        return AuditFilter(
            since=None if first is None else _midnight(first, zone),
            until=None if last is None else _midnight(last + timedelta(days=1), zone),
            subject=self.subject,
            text=self.text,
            codes=audit_words.codes(language, self.text),
        )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _midnight(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())
