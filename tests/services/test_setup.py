import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import BillRule, Calendar, Organisation
from rxbilling.models.database import reading, writing
from rxbilling.services import countries
from rxbilling.services.setup import ensure_organisation, general_rules


def test_the_organisation_is_made_once(database: Engine) -> None:
    with writing(database) as db:
        first = ensure_organisation(db, zone="Europe/Paris")
        assert ensure_organisation(db, zone="Asia/Tokyo") is first
    with reading(database) as db:
        calendar = db.get_one(Calendar, db.get_one(Organisation, 1).calendar_id)
    assert calendar.zone == "Europe/Paris"
    assert calendar.hours == [[[32400, 64800]]] * 5 + [[], []]
    assert calendar.holiday_country is None


def test_general_rules_come_only_where_there_is_none(database: Engine) -> None:
    with writing(database) as db:
        general_rules(db)
        general_rules(db)
    with reading(database) as db:
        rule = db.exec(select(BillRule)).one()
    amounts = [rate * factor // 10_000 for rate, factor in zip(rule.rates, rule.factors_bp, strict=True)]
    assert amounts == [9000, 13500, 15750, 18000]
    assert rule.currency == "EUR"


def test_a_country_gets_one_calendar(database: Engine) -> None:
    with writing(database) as db:
        number = countries.calendar_for_country(db, "se")
        assert countries.calendar_for_country(db, "SE") == number
        calendar = db.get_one(Calendar, number)
    assert (calendar.name, calendar.zone, calendar.holiday_country) == ("Sweden", "Europe/Stockholm", "SE")
    assert calendar.weekend == [5, 6]


@pytest.mark.parametrize("code", ["", "0", "ZZ", "QQ", "001", "Europe", "AQ"])
def test_a_code_that_is_no_country_gets_none(sqlite: Engine, code: str) -> None:
    with writing(sqlite) as db:
        assert countries.calendar_for_country(db, code) is None


def test_weekends_follow_the_country() -> None:
    assert countries.weekend_of("FR") == {5, 6}
    assert countries.weekend_of("IN") == {6}
    assert countries.weekend_of("EG") == {4, 5}
    assert countries.weekend_of("AQ") == {5, 6}


def test_every_country_of_several_zones_names_one_that_exists() -> None:
    for code, zone in countries.MAIN_ZONES.items():
        assert zone in countries.get_global("territory_zones")[code]


def test_country_names_are_in_the_reader_s_language() -> None:
    assert countries.country_name("DE") == "Germany"
    assert countries.country_name("DE", "fr") == "Allemagne"
    assert countries.country_name("0") is None
