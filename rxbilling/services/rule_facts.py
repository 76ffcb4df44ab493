"""A bill rule for people who look later: names in the place of numbers, as they are understood when rows are gone."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlmodel import Session as Database

from rxbilling.engine.terms import Rounding
from rxbilling.exchange.money_text import major_text
from rxbilling.models import BillRule, choice_rows, rule_rows
from rxbilling.services.audit import Facts
from rxbilling.services.pricing_terms import rounding_of
from rxbilling.services.rule_drafts import ROWS, Criteria


def criteria_names(db: Database, criteria: Criteria) -> dict[str, tuple[str, ...]]:
    """Return what a rule asks of work, by name; what is not there any more by its number."""
    return {field: tuple(_names(db, field, values)) for field, values in criteria.items()}


def _names(db: Database, field: str, values: tuple[int | str, ...]) -> Iterator[str]:
    if field not in ROWS:
        return map(str, values)
    known = dict(choice_rows.named(db.connection(), field, [int(value) for value in values]))
    return (known.get(int(value), str(value)) for value in values)


def facts(db: Database, rule: BillRule) -> Facts:
    """Return a rule for the audit trail."""
    names = criteria_names(db, {field: tuple(values) for field, values in rule.criteria.items() if values})
    rates = " / ".join(major_text(rate, rule.currency) for rate in rule.rates)
    return {
        "name": rule.name,
        "level": rule.level,
        "rule of": rule_rows.owner_name(db, rule.level, rule.level_of_id),
        "place": rule.position,
        "match": rule.match,
        "criteria": "; ".join(f"{field}: {', '.join(accepted)}" for field, accepted in names.items()) or None,
        "price": f"{rates} {rule.currency}",
        "factors": " / ".join(f"{Decimal(factor).scaleb(-4).normalize():f}" for factor in rule.factors_bp),
        "per": rule.per,
        "first_day": _day(rule.first_day),
        "last_day": _day(rule.last_day),
        "rounding": _rounding(rounding_of(rule)),
        "active": "yes" if rule.active else "no",
    }


def _day(day: int | None) -> str | None:
    return None if day is None else date.fromordinal(day).isoformat()


def _rounding(rounding: Rounding | None) -> str | None:
    if rounding is None:
        return None
    return f"{rounding.increment_s} s, {rounding.minimum_s} s, {rounding.mode}, {rounding.scope}"
