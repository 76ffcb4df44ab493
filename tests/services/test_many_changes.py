"""Many entries changed at once: who may, what is left out, what the preview promises, and undoing it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AuditEvent, Bill, BillLine, BillRule, Organisation, TimeEntry, User, Week
from rxbilling.models.database import reading, writing
from rxbilling.services import closing, entry_changes, repricing, undoing
from rxbilling.services import work as read_model
from rxbilling.services.access import COMMAND_LINE, Actor, Changed, Invalid, NotNow, Refused
from rxbilling.services.checks import problems
from rxbilling.services.filters import WorkFilter
from rxbilling.services.many_changes import Preview, Selection, Wanted, carry_out, preview
from tests.services.rows import FINANCE, MANAGER, REP_1, add, change_work
from tests.services.test_sheet import MORNING, at

ALL = Selection(WorkFilter())
MONDAY = date(2026, 3, 2).toordinal()


@pytest.fixture
def four(office: Engine) -> Engine:
    """Return four entries of an hour at 100.00: open, not billable, billed under INV-1, of another account."""
    entry_changes.add(MANAGER, MORNING)
    entry_changes.add(MANAGER, replace(MORNING, billable=False))
    entry_changes.add(MANAGER, MORNING)
    entry_changes.add(MANAGER, replace(MORNING, account_id=3, ticket_id=None))
    change_work(office, 3, billed_at=1, billed_reference="INV-1")
    add(office, User(id=7, email="fay@example.org", name="Fay", role="finance", password_hash="", created_at=0))
    return office


@pytest.fixture
def fay() -> Actor:
    return replace(FINANCE, user_id=7)


@pytest.fixture
def boss() -> Actor:
    return replace(MANAGER, user_id=7)


def entry(number: int) -> TimeEntry:
    with reading() as db:
        return db.get_one(TimeEntry, number)


def done(actor: Actor, action: str, value: str = "", selection: Selection = ALL) -> int:
    shown = preview(actor, selection, Wanted(action, value))
    assert carry_out(actor, selection, Wanted(action, value), shown.revision, shown.promise).count == shown.count
    return shown.count


def reasons(shown: Preview) -> dict[str, int]:
    return {out.reason: out.count for out in shown.left_out}


@pytest.mark.usefixtures("four")
def test_r26_marking_as_billed_locks_and_says_by_what(fay: Actor) -> None:
    shown = preview(fay, ALL, Wanted("billed", "INV-9"))
    assert (shown.count, shown.amount) == (2, {"EUR": 20_000})
    assert reasons(shown) == {"billed already": 1, "not billable": 1}
    assert entry(1).billed_at is None
    assert done(fay, "billed", "INV-9") == 2
    assert [entry(n).billed_reference for n in (1, 2, 3, 4)] == ["INV-9", "", "INV-1", "INV-9"]
    with pytest.raises(NotNow) as refused:
        entry_changes.change(MANAGER, 1, entry(1).version, replace(MORNING, note="x"))
    assert "INV-9" in refused.value.message.text("en")


@pytest.mark.usefixtures("four")
def test_taking_the_mark_back_releases_and_prices_again(fay: Actor) -> None:
    assert done(fay, "unbilled") == 1
    assert (entry(3).billed_at, entry(3).billed_reference) == (None, "")
    assert [problem.text("en") for problem in problems(COMMAND_LINE)] == []


@pytest.mark.usefixtures("four")
def test_what_is_on_a_bill_is_released_by_voiding_it_alone(fay: Actor, four: Engine) -> None:
    add(
        four, Bill(id=1, account_id=1, currency="EUR", state="issued", number="B1", first_day=1, last_day=2, bill_day=2)
    )
    add(four, BillLine(bill_id=1, position=1, kind="work", entry_id=3, portion_seq=0, amount=10_000))
    change_work(four, 4, billed_at=1, billed_reference="INV-2")
    shown = preview(fay, ALL, Wanted("unbilled"))
    assert (shown.count, reasons(shown)) == (1, {"not billed": 2, "on a bill: void it first": 1})
    assert done(fay, "unbilled") == 1
    assert entry(4).billed_at is None
    assert entry(3).billed_reference == "INV-1"


@pytest.mark.usefixtures("four")
def test_not_billable_shows_what_all_work_costs_before_and_after(boss: Actor) -> None:
    shown = preview(boss, ALL, Wanted("not_billable"))
    assert (shown.before, shown.after) == ({"EUR": 30_000}, {"EUR": 10_000})
    assert done(boss, "not_billable") == 2
    assert [entry(n).billable for n in (1, 2, 3, 4)] == [False, False, True, False]
    assert done(boss, "billable", selection=Selection(WorkFilter(), (2,))) == 1


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("action", "value", "column", "expected"),
    [
        ("account", "Bolt", "account_id", [2, 2, 1, 2]),
        ("account", "acme", "account_id", [1, 1, 1, 1]),
        ("service", "On-site", "service_id", [2, 2, 1, 2]),
        ("no_service", "", "service_id", [None, None, 1, None]),
        ("rep", "Aaron", "rep_id", [2, 2, 1, 2]),
    ],
)
def test_entries_move_together_and_tickets_stay_with_their_account(
    boss: Actor, action: str, value: str, column: str, expected: list[int | None]
) -> None:
    assert done(boss, action, value) == 3
    assert [getattr(entry(n), column) for n in (1, 2, 3, 4)] == expected
    assert entry(1).ticket_id == (None if value == "Bolt" else 1)
    assert [problem.text("en") for problem in problems(COMMAND_LINE)] == []


@pytest.mark.usefixtures("four")
def test_a_change_is_undone_by_its_number_whatever_came_later(boss: Actor, fay: Actor) -> None:
    first, other = Selection(WorkFilter(), (1,)), Selection(WorkFilter(), (4,))
    shown = preview(boss, first, Wanted("delete"))
    change = carry_out(boss, first, Wanted("delete"), shown.revision, shown.promise).change
    assert done(fay, "billed", "INV-9", other) == 1
    with pytest.raises(NotNow):
        undoing.undo(replace(boss, user_id=8), change)
    assert undoing.undo(boss, change).action == "delete many"
    assert (entry(1).deleted_at, entry(4).billed_reference) == (None, "INV-9")
    with pytest.raises(NotNow) as refused:
        undoing.undo(boss, change)
    assert refused.value.message == undoing.NOTHING


@pytest.mark.usefixtures("four")
def test_everything_is_undone_in_one_go(boss: Actor, fay: Actor) -> None:
    def content() -> list[tuple[object, ...]]:
        return [
            (e.account_id, e.ticket_id, e.billable, e.billed_reference, e.deleted_at is None)
            for e in map(entry, (1, 2, 3, 4))
        ]

    before = content()
    for actor, action, value in (
        (fay, "billed", "INV-9"), (fay, "unbilled", ""), (fay, "not_billable", ""), (boss, "account", "Bolt"),
        (boss, "delete", ""),
    ):  # fmt: skip
        count = done(actor, action, value)
        assert content() != before
        after = content()
        undone = undoing.undo(actor)
        assert (undone.count, content()) == (count, before)
        undoing.redo(actor, undone.number)
        assert content() == after
        undoing.undo(actor)
        assert content() == before
    assert repricing.price_all(COMMAND_LINE).changed == 0


@pytest.mark.usefixtures("four")
def test_r24_what_was_released_goes_back_onto_its_bill_at_the_same_price_alone(fay: Actor, four: Engine) -> None:
    with writing(four) as db:
        rule = db.get_one(BillRule, 1)
        rule.rates = [12_000] * 4
        db.add(rule)
    done(fay, "unbilled")
    with pytest.raises(NotNow) as refused:
        undoing.undo(fay)
    assert "cost something else" in refused.value.message.text("en")
    assert entry(3).billed_at is None


@pytest.mark.usefixtures("four")
def test_undoing_a_mark_respects_weeks(fay: Actor, four: Engine) -> None:
    def week(state: str) -> None:
        with writing(four) as db:
            organisation = db.get_one(Organisation, 1)
            organisation.approval = True
            db.add(organisation)
            found = db.get(Week, 1) or Week(id=1, rep_id=1, first_day=MONDAY, state=state, submitted_at=1)
            found.state = state
            db.add(found)

    done(fay, "not_billable", selection=Selection(WorkFilter(), (1,)))
    week("approved")
    with pytest.raises(NotNow):
        undoing.undo(fay)
    assert entry(1).billable is False
    done(fay, "unbilled")
    week("returned")
    with pytest.raises(NotNow) as refused:
        undoing.undo(fay)
    assert "not approved" in refused.value.message.text("en")


@pytest.mark.usefixtures("four")
def test_the_preview_of_another_account_counts_the_work_there_too(boss: Actor) -> None:
    shown = preview(boss, Selection(WorkFilter(), (4,)), Wanted("account", "Acme"))
    assert shown.before == shown.after == {"EUR": 30_000}


@pytest.mark.usefixtures("four")
def test_r8_the_preview_counts_what_would_have_no_price_any_more(boss: Actor, four: Engine) -> None:
    with writing(four) as db:
        rule = db.get_one(BillRule, 1)
        rule.criteria = {"service": [1, 2]}
        db.add(rule)
    assert preview(boss, ALL, Wanted("service", "Remote")).without_price == 0
    shown = preview(boss, ALL, Wanted("no_service"))
    assert (shown.count, shown.without_price, shown.after) == (3, 2, {"EUR": 10_000})
    assert done(boss, "no_service") == 3
    assert preview(boss, ALL, Wanted("service", "On-site")).without_price == 0
    assert preview(boss, ALL, Wanted("delete")).without_price == 0


@pytest.mark.usefixtures("four")
def test_only_what_is_selected_and_filtered_changes(boss: Actor) -> None:
    assert done(boss, "service", "On-site", Selection(WorkFilter(accounts=(1,)))) == 2
    assert done(boss, "delete", selection=Selection(WorkFilter(), (4, 99))) == 1
    assert [entry(n).deleted_at is None for n in (1, 2, 3, 4)] == [True, True, True, False]


@pytest.mark.usefixtures("four")
def test_a_closed_period_is_left_out(boss: Actor) -> None:
    late = replace(MORNING, start_at=at("2026-04-02T09:00"), end_at=at("2026-04-02T10:00"))
    entry_changes.add(MANAGER, late)
    closing.close(COMMAND_LINE, date(2026, 3, 31), 1)
    shown = preview(boss, ALL, Wanted("delete"))
    assert (shown.count, reasons(shown)["in a closed period"]) == (1, 3)


def late_day() -> object:
    from datetime import date

    return date(2026, 3, 31)


@pytest.mark.usefixtures("four")
def test_what_changed_since_the_preview_is_looked_at_again(boss: Actor, four: Engine) -> None:
    shown = preview(boss, ALL, Wanted("delete"))
    change_work(four, 1, note="meanwhile")
    with pytest.raises(Changed):
        carry_out(boss, ALL, Wanted("delete"), shown.revision, shown.promise)
    with pytest.raises(Changed):
        carry_out(boss, ALL, Wanted("delete"), preview(boss, ALL, Wanted("delete")).revision, shown.promise[::-1])
    assert entry(1).deleted_at is None


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("action", "value", "words"),
    [
        ("billed", "  ", "by what"),
        ("billed", "x" * 61, "60"),
        ("account", "", "cannot be empty"),
        ("account", "nobody", "no “nobody”"),
        ("service", " ", "Choose a service"),
        ("vanish", "", "what is to be done"),
    ],
)
def test_a_wrong_value_changes_nothing(action: str, value: str, words: str) -> None:
    admin = replace(COMMAND_LINE, user_id=7)
    before = read_model.current().revision
    with pytest.raises(Invalid) as refused:
        preview(admin, ALL, Wanted(action, value))
    assert words in refused.value.message.text("en")
    assert read_model.current().revision == before


@pytest.mark.usefixtures("four")
def test_who_may_not_is_refused(boss: Actor, fay: Actor) -> None:
    refused = [(None, "billed"), (REP_1, "billed"), (boss, "billed"), (boss, "unbilled"), (REP_1, "not_billable"),
               (fay, "account"), (fay, "rep"), (fay, "delete"), (REP_1, "delete")]  # fmt: skip
    for actor, action in refused:
        with pytest.raises(Refused):
            preview(actor, ALL, Wanted(action, "x"))
        with pytest.raises(Refused):
            carry_out(actor, ALL, Wanted(action, "x"), 10**6, "")


@pytest.mark.usefixtures("four")
def test_each_entry_remembers_it(fay: Actor) -> None:
    done(fay, "billed", "INV-9")
    with reading() as db:
        events = db.exec(select(AuditEvent).where(AuditEvent.action == "change")).all()
    assert [(event.subject_id, event.after, event.user_id) for event in events] == [
        (1, {"billed": "INV-9"}, 7),
        (4, {"billed": "INV-9"}, 7),
    ]
    assert events[0].before is None


@pytest.mark.usefixtures("four")
def test_nothing_to_change_is_said(fay: Actor) -> None:
    selection, wanted = Selection(WorkFilter(accounts=(1,), statuses=("not_billable",))), Wanted("billed", "X")
    shown = preview(fay, selection, wanted)
    assert (shown.count, reasons(shown)) == (0, {"not billable": 1})
    with pytest.raises(NotNow) as refused:
        carry_out(fay, selection, wanted, shown.revision, shown.promise)
    assert refused.value.message.text("en") == "None of these entries would change."
    with reading() as db:
        assert db.get_one(Organisation, 1).closed_day is None
