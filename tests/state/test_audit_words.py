"""Everything that is written into the audit trail has words."""

import re
from pathlib import Path

import rxbilling.services
from rxbilling.state import audit_words

RECORD = re.compile(r'audit\.record\(\s*db,\s*(?:\w+|actor_for\([^)]*\)),\s*([^,]+),\s*("[^"]*"|\w+)')
CHANGE = re.compile(r'audit\.record_change\(\s*db,\s*actor,\s*("[^"]*"|\w+)')


def test_every_action_and_subject_has_words() -> None:
    sources = "\n".join(path.read_text() for path in Path(rxbilling.services.__file__).parent.rglob("*.py"))
    found = RECORD.findall(sources)
    assert len(found) > 20
    actions = {word for action, _ in found for word in re.findall(r'"([^"]+)"', action)}
    subjects = {subject.strip('"') for _, subject in found} | {word.strip('"') for word in CHANGE.findall(sources)}
    assert actions - audit_words.ACTIONS.keys() == set()
    assert subjects - {"SUBJECT"} - audit_words.SUBJECTS.keys() == set()


def test_changes_are_told_with_what_was_before() -> None:
    said = audit_words.changes(
        "fr", "UTC", {"tier": 0, "note": "", "seconds": 60}, {"tier": 2, "note": "a", "seconds": 90}
    )
    assert said == [
        "Tranche horaire\u00a0: Heures ouvrées → Week-end",
        "Note\u00a0: — → a",
        "Durée\u00a0: 0:01:00 → 0:01:30",
    ]
    assert audit_words.changes("en", "UTC", {}, {"role": "admin", "rep": None}) == ["Role: Administrator"]
    assert audit_words.changes("en", "UTC", {"email": "a@b.c"}, {}) == ["E-mail address: a@b.c"]
    assert audit_words.changes("en", "UTC", {}, {"billable": "yes"}) == ["Billable: Yes"]


def test_instants_and_days_are_told_as_the_reader_reads_them() -> None:
    after = {"start": "2026-03-02T09:00:00Z", "closed_day": "2026-02-28", "scopes": "read, write", "theme": "dark"}
    said = audit_words.changes("en", "Europe/Paris", {}, after)
    assert said == [
        "Start: Mar 2, 2026, 10:00",
        "Closed up to: Feb 28, 2026",
        "It may: reading, logging time",
        "Theme: Dark",
    ]


def test_words_of_the_reader_find_what_is_stored_as_codes() -> None:
    assert set(audit_words.codes("fr", "supprim")) == {"delete", "delete file", "delete top-up"}
    assert set(audit_words.codes("en", "sign")) == {"end other sessions", "sign in", "sign out everywhere"}
    assert audit_words.codes("fr", " ") == ()
