"""What a time entry in a file can say, and under which names people and programs say it."""

from collections.abc import Mapping
from typing import Literal, get_args

from rxbilling.exchange.text import plain

Field = Literal[
    "ticket",
    "account",
    "country",
    "rep",
    "role",
    "service",
    "product",
    "priority",
    "ticket_type",
    "start",
    "end",
    "date",
    "start_time",
    "end_time",
    "duration",
    "billable",
    "note",
    "tier",
    "source_id",
]
FIELDS: tuple[Field, ...] = get_args(Field)
TEXT_FIELDS: tuple[Field, ...] = (
    "ticket",
    "account",
    "country",
    "rep",
    "role",
    "service",
    "product",
    "priority",
    "ticket_type",
    "note",
    "source_id",
)

# A field's column in the file, or several, whose values are joined by a space.
Columns = Mapping[Field, str | list[str]]

# English and French names of columns, the likeliest first.
SYNONYMS: Mapping[Field, str] = {
    "ticket": "ticket, ticket id, ticket number, request, request id, issue, issue key, case, incident, demande, "
    "no de ticket, numéro de ticket, numéro de demande, dossier",
    "account": "account, account name, client, customer, client name, customer name, company, organization, "
    "organisation, compte, société, entreprise, nom du client",
    "country": "country, country code, account country, pays, code pays",
    "rep": "rep, support rep, user, user name, username, employee, technician, agent, owner, person, full name, name, "
    "alias, assignee, worker, utilisateur, employé, technicien, intervenant, collaborateur, nom, nom d'utilisateur",
    "role": "role, rep role, roles, user role, rôle, fonction",
    "service": "service, activity, work type, type of work, service item, task, activité, prestation, tâche, "
    "type de travail",
    "product": "product, project, project name, produit, projet",
    "priority": "priority, urgency, priorité, urgence",
    "ticket_type": "ticket type, request type, issue type, type de ticket, type de demande",
    "start": "start, started, started at, start datetime, start date time, start at, begin, début, "
    "date et heure de début",
    "end": "end, ended, ended at, stop, stopped at, finish, finished, end datetime, end date time, end at, fin, "
    "date et heure de fin",
    "date": "date, day, work date, entry date, spent on, spent date, start date, jour, date de début",
    "start_time": "start time, begin time, time from, from, heure de début, heure début, de",
    "end_time": "end time, time to, to, stop time, finish time, heure de fin, heure fin, à",
    "duration": "duration, length, hours, time, time spent, duration h, duration decimal, worked, time taken, durée, "
    "heures, temps, temps passé",
    "billable": "billable, is billable, chargeable, facturable, à facturer",
    "note": "note, notes, description, comment, comments, memo, summary, remarque, commentaire, libellé",
    "tier": "tier, hour type, hours type, palier, tranche, type d'heure, type d'heures",
    "source_id": "id, entry id, time entry id, worklog id, uuid, identifiant",
}
# Synonyms in the form in which names are compared.
NAMES: Mapping[Field, tuple[str, ...]] = {
    field: tuple(map(plain, names.split(","))) for field, names in SYNONYMS.items()
}


def columns_of(mapping: Columns, field: Field) -> list[str]:
    """Return the columns of a field; none where it is not in the file."""
    columns = mapping.get(field, [])
    return [columns] if isinstance(columns, str) else list(columns)
