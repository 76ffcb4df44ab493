"""The filter of a file is said in words, so that files of other days are told from each other."""

import pytest

from rxbilling.services import choices
from rxbilling.services.choices import Choice
from rxbilling.state.filter_words import filter_in_words
from tests.services.rows import FINANCE


@pytest.mark.parametrize(
    ("listed", "query", "said"),
    [
        ("xlsx", "", "All time"),
        ("iif", "from=2026-10-01&to=2026-10-31", "Oct 1 – 31, 2026"),
        ("iif-invoices", "from=2026-10-01&account=1", "From Oct 1, 2026 on · account 1"),
        ("csv", "to=2026-10-31&status=no_price&tier=weekend", "Up to Oct 31, 2026 · No price · Weekend"),
        (
            "json",
            "account=1,2,3&rep=4&service=0&text=call",
            "All time · account 1, account 2 +1 · rep 4 · No service · “call”",
        ),
        ("expenses", "status=reimbursed", "All time · Reimbursed"),
        ("bills", "status=overdue&account=1", "account 1 · Overdue"),
        ("contracts", "state=active&text=x", "Active · “x”"),
        ("tickets", "state=open", "Open"),
        ("audit", "subject=bill", "All time · Bill"),
        ("bills", "status=nonsense", "Everything"),
        ("accounts", "", "Everything"),
    ],
)
def test_a_filter_is_said_in_words(monkeypatch: pytest.MonkeyPatch, listed: str, query: str, said: str) -> None:
    named = lambda _actor, source, numbers: [Choice(one, f"{source} {one}") for one in numbers if one]  # noqa: E731
    monkeypatch.setattr(choices, "names", named)
    told = filter_in_words(FINANCE, listed, query)
    assert told.replace("\N{THIN SPACE}", " ") == said
