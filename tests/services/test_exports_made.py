"""The list of files that were made."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from rxbilling.models import User
from rxbilling.models.database import writing
from rxbilling.services import changes, exports_made
from rxbilling.services.access import Actor
from rxbilling.services.exporting import export_csv, export_excel
from rxbilling.services.filters import WorkFilter
from rxbilling.services.pages import Window
from rxbilling.services.pricing import price
from tests.services.rows import FINANCE, add

ACME, ALL = WorkFilter(accounts=(1,)), WorkFilter()
ADA = Actor(user_id=7, name="Ada", role="manager")


@pytest.fixture(autouse=True)
def _users(office: Engine) -> None:
    add(office, User(id=7, email="a@b.c", name="Ada", role="manager", password_hash="", created_at=0))


def work(log: Callable[..., int]) -> None:
    log(account_id=1)
    with writing() as db:
        price(db)


def compared(actor: Actor) -> list[tuple[bool, bool]]:
    """Whether there was a file of the filter before each, and whether it is that one; the newest file first."""
    return [(made.before is not None, made.is_same) for made in exports_made.named(actor, Window(0, 10)).items]


def test_a_file_that_is_made_again_is_told_from_another(log: Callable[..., int]) -> None:
    work(log)
    for _ in range(2):
        export_csv(ADA, ACME).close()
    work(log)
    export_csv(ADA, ACME).close()
    assert compared(ADA) == [(True, False), (True, True), (False, False)]


def test_files_of_other_filters_formats_and_people_are_not_compared(log: Callable[..., int]) -> None:
    work(log)
    export_csv(FINANCE, ACME).close()
    export_csv(ADA, ALL).close()
    export_excel(ADA, ACME).close()
    export_csv(ADA, ACME).close()
    assert compared(ADA) == [(False, False)] * 3
    assert [before for before, _ in compared(FINANCE)] == [True, False, False, False]


def test_a_file_that_is_made_is_a_change_that_pages_notice() -> None:
    before = changes.marks(ADA)
    export_csv(ADA, ALL).close()
    after = changes.marks(ADA)
    assert {name for name in after if after[name] != before[name]} == {"all"}
