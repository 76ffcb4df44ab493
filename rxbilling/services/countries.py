"""What a country tells about its customers' clock: zone, weekend, public holidays; and its name."""

import unicodedata
from collections.abc import Sequence
from functools import cache

import holidays
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from sqlmodel import Session as Database

from rxbilling.locales import LANGUAGES
from rxbilling.models import Calendar
from rxbilling.models import setup_rows as sql

OFFICE_HOURS = [9 * 3600, 18 * 3600]
CODE_LENGTH = 2
USUAL_WEEKEND = frozenset({5, 6})
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})

# Where a country has several zones: the one in which most of its business is done.
MAIN_ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Gaza",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}


def zone_of(code: str) -> str | None:
    """Return the IANA zone of a country (ISO 3166 alpha-2), None for an unknown code."""
    zones: Sequence[str] = get_global("territory_zones").get(code, ()) if len(code) == CODE_LENGTH else ()
    return MAIN_ZONES.get(code) or (zones[0] if len(zones) == 1 else None)


@cache
def weekend_of(code: str) -> frozenset[int]:
    """Return the weekend days of a country (Monday is 0), Saturday and Sunday where CLDR does not know it."""
    try:
        locale = Locale.parse(f"und_{code}")
    except (UnknownLocaleError, ValueError):
        return USUAL_WEEKEND
    length = (locale.weekend_end - locale.weekend_start) % 7 + 1
    return frozenset((locale.weekend_start + day) % 7 for day in range(length))


@cache
def has_holidays(code: str) -> bool:
    """Say whether the ``holidays`` library knows the public holidays of a country."""
    try:
        holidays.country_holidays(code)
    except NotImplementedError:
        return False
    return True


def country_name(code: str, language: str = "en") -> str | None:
    """Return the name of a country in a language, None for an unknown code."""
    name: str | None = Locale.parse(language).territories.get(code)
    return name


@cache
def countries_in(language: str) -> list[tuple[str, str]]:
    """Return code and name of all countries, by name in a language."""
    found = [(code, str(name)) for code, name in Locale.parse(language).territories.items() if _is_country(code)]
    return sorted(found, key=lambda country: unicodedata.normalize("NFD", country[1]).casefold())


def _is_country(code: str) -> bool:
    # CLDR has regions, and parts of the world that are none, under two letters too.
    return len(code) == CODE_LENGTH and code.isalpha() and code not in NO_COUNTRIES


@cache
def _codes() -> dict[str, str]:
    names = (Locale.parse(language).territories.items() for language in LANGUAGES)
    return {name.casefold(): code for found in names for code, name in found if len(code) == CODE_LENGTH}


def code_of(country: str) -> str:
    """Return the code of a country that is given by its code or its name; what is neither is returned as it is."""
    text = country.strip()
    return text.upper() if len(text) == CODE_LENGTH else _codes().get(text.casefold(), text)


def office_hours(weekend: frozenset[int]) -> list[list[list[int]]]:
    """Return 9 to 18 on the days outside the weekend, as a ``Calendar`` stores it."""
    return [[] if day in weekend else [OFFICE_HOURS] for day in range(7)]


def calendar_for_country(db: Database, code: str) -> int | None:
    """Return the calendar of a country, made at first need; None for a code without a zone (``''``, ``'0'``)."""
    code = code.strip().upper()
    zone, name = zone_of(code), country_name(code)
    if zone is None or name is None:
        return None
    known = sql.calendar_named(db, name)
    if known is None:
        known = _calendar(code, name, zone)
        db.add(known)
        db.flush()
    return known.id


def _calendar(code: str, name: str, zone: str) -> Calendar:
    weekend = weekend_of(code)
    return Calendar(
        name=name,
        zone=zone,
        hours=office_hours(weekend),
        weekend=sorted(weekend),
        holiday_country=code if has_holidays(code) else None,
    )
