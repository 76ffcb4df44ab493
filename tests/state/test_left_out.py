"""What a billing run leaves out is counted in words, and leads to just that."""

from datetime import date

import pytest

from rxbilling.services import choices
from rxbilling.services.bill_finding import LEFT_OUT, LeftOut
from rxbilling.services.bill_runs import Run
from rxbilling.services.choices import Choice
from rxbilling.state.forms import Fact
from rxbilling.state.left_out import NAMED, WORDS, LeftLine, lines_of
from tests.services.rows import ADMIN, FINANCE

MARCH = Run(date(2026, 3, 1), date(2026, 3, 31))


def test_each_reason_has_its_words() -> None:
    assert set(WORDS) == set(LEFT_OUT)


@pytest.mark.parametrize(
    ("reason", "numbers", "said", "address"),
    [
        ("no_price", (1,), "1 time entry without a price", "/entries?to=2026-03-31&status=no_price"),
        ("unapproved", (1, 2), "2 time entries in weeks that are not approved", "/approvals"),
        ("unapproved_expense", (1,), "1 expense in a week that is not approved", "/approvals"),
        ("on_draft", (1, 2), "2 time entries on drafts already", "/bills?status=draft"),
        ("billed", (1,), "1 time entry billed already", "/entries?from=2026-03-01&to=2026-03-31&status=billed"),
    ],
)
def test_work_is_counted_and_leads_to_itself(reason: str, numbers: tuple[int, ...], said: str, address: str) -> None:
    assert lines_of(ADMIN, [LeftOut(reason, numbers)], MARCH) == [LeftLine(said, address)]


def test_a_run_of_some_accounts_leads_to_theirs() -> None:
    (line,) = lines_of(FINANCE, [LeftOut("no_price", (1,))], Run(MARCH.first, MARCH.last, (2,), (3, 4)))
    assert line.address == "/entries?to=2026-03-31&account=2&contract=3,4&status=no_price"


def test_who_approves_no_weeks_is_not_led_to_them() -> None:
    assert lines_of(FINANCE, [LeftOut("unapproved", (1,))], MARCH)[0].address == ""


def test_contracts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    named = lambda _actor, _source, numbers: [Choice(number, f"Acme · {number}") for number in numbers]  # noqa: E731
    monkeypatch.setattr(choices, "names", named)
    (one, many) = lines_of(
        FINANCE, [LeftOut("draft_contract", (2,)), LeftOut("earlier", tuple(range(1, NAMED + 3)))], MARCH
    )
    assert one == LeftLine("1 contract that is still a draft", named=[Fact("Acme · 2", "/contract?number=2")])
    assert (many.said, len(many.named), many.more) == (
        "12 contracts with base charges from before the first day", NAMED, "… and 2 more.",
    )  # fmt: skip
