"""Exports of known programs, and headers in a person's own words."""

import pytest

from rxbilling.exchange.entries_in import Parsed, parse_entries
from rxbilling.exchange.mapping import guess_mapping
from rxbilling.exchange.table import Table, read_table

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount ()\n"
    "Ana Roe,ana@example.test,Acme,Support,T-1,Call,Yes,2026-03-02,23:30:00,2026-03-03,00:45:00,01:15:00,,\n"
)
CLOCKIFY = (
    "Project,Client,Description,Task,User,Group,Email,Tags,Billable,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal),Billable Rate (EUR),Billable Amount (EUR)\n"
    "Support,Acme,Call,,Ana Roe,L2,ana@x.test,,No,03/13/2026,02:00:00 PM,03/13/2026,03:15:00 PM,01:15:00,1.25,0,0\n"
)
HARVEST = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,"
    "Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL\n"
    "2026-03-02,Acme,Portal,P1,Support,Call,1.25,1.25,Yes,No,No,Ana,Roe,L2,Yes,100,125,,,Euro - EUR,\n"
)
KIMAI = (
    "Date,Begin,End,Duration,Currency,Rate,Internal rate,Hourly rate,Fixed rate,Name,User,E-mail,Staff number,Customer,"
    "Project,Activity,Description,Billable,Tags\n"
    "2026-03-02,23:30,00:45,1.25,EUR,125,,100,,Ana Roe,ana,ana@example.test,,Acme,Portal,Support,Call,1,\n"
)
KIMAI_FRENCH = (
    "Date;Début;Fin;Durée;Utilisateur;Client;Projet;Activité;Description\n"
    "02/03/2026;23:30;00:45;1,25;Ana Roe;Acme;Portal;Support;Call\n"
)


def parsed(text: str, zone: str = "Europe/Paris", day_first: bool | None = None) -> Parsed:
    table = read_table(text.encode(), "export.csv")
    assert isinstance(table, Table)
    found = parse_entries(table, guess_mapping(table.header).mapping, zone, day_first)
    assert isinstance(found, Parsed)
    return found


@pytest.mark.parametrize(
    ("text", "source", "states"),
    [
        (TOGGL, "toggl", {"ticket": "T-1", "clock": True, "start": 1_772_490_600, "end": 1_772_495_100}),
        (CLOCKIFY, "clockify", {"role": "L2", "clock": True, "billable": False, "start": 1_773_406_800}),
        (HARVEST, "harvest", {"product": "Portal", "role": "L2", "clock": False, "tier": 0, "start": 0}),
        (KIMAI, "kimai", {"product": "Portal", "clock": True, "start": 1_772_490_600, "end": 1_772_495_100}),
        (KIMAI_FRENCH, "kimai", {"product": "Portal", "clock": True, "start": 1_772_490_600}),
    ],
    ids=["toggl", "clockify", "harvest", "kimai", "kimai in French"],
)
def test_known_exports(text: str, source: str, states: dict[str, object]) -> None:
    assert guess_mapping(text.splitlines()[0].replace(";", ",").split(",")).source == source
    found = parsed(text, day_first=True if ";" in text else None)
    assert found.bad == []
    entry = found.good.iloc[0].to_dict()
    everywhere = {"account": "Acme", "rep": "Ana Roe", "service": "Support", "note": "Call", "seconds": 4500}
    assert {name: entry[name] for name in everywhere | states} == everywhere | states


@pytest.mark.parametrize(
    ("header", "mapping"),
    [
        (
            ["Ticket", "Account", "Country", "Rep", "Service", "Start", "End"],
            {"ticket": "Ticket", "account": "Account", "country": "Country", "rep": "Rep", "service": "Service"}
            | {"start": "Start", "end": "End"},
        ),
        (
            ["N° DE TICKET", "société", "Technicien", "DATE", "heure_de_début", "Heure de Fin", "A facturer"],
            {"account": "société", "rep": "Technicien", "date": "DATE", "start_time": "heure_de_début"}
            | {"end_time": "Heure de Fin", "billable": "A facturer"},
        ),
        (
            ["Customer", "User", "Date", "Start", "End"],
            {"account": "Customer", "rep": "User", "date": "Date", "start_time": "Start", "end_time": "End"},
        ),
        (
            ["customer", "first_name", "LAST-NAME", "Start date", "Start time", "End date", "End time"],
            {"account": "customer", "rep": ["first_name", "LAST-NAME"], "start": ["Start date", "Start time"]}
            | {"end": ["End date", "End time"]},
        ),
        (
            ["Client", "Agent", "Jour", "Durée"],
            {"account": "Client", "rep": "Agent", "date": "Jour", "duration": "Durée"},
        ),
        (["colour", "size"], {}),
    ],
    ids=["own", "French", "times beside a date", "joined", "lengths", "nothing"],
)
def test_words_of_people(header: list[str], mapping: dict[str, str | list[str]]) -> None:
    guess = guess_mapping(header)
    assert (guess.source, guess.mapping) == ("generic", mapping)
