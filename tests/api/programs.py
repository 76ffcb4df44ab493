"""Other programs that ask the API with personal tokens."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from rxbilling.api.v1 import rates
from rxbilling.api.v1.fields import PLACE
from rxbilling.services import api_tokens, quickbooks
from rxbilling.services.access import COMMAND_LINE, Actor
from rxbilling.services.sessions import actor_of
from tests.api.site import PASSWORD, USERS, Site, Template, TestClient, process_uses, see_sessions

ALL_SCOPES = ("bill", "export", "read", "write")
Json = dict[str, Any]


@dataclass(frozen=True)
class Api:
    """The API over one data folder; each user has a token for each choice of scopes."""

    site: Site
    tokens: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        actor = actor_of(self.site.tokens[who])
        assert actor is not None
        return actor

    def token(self, who: str, scopes: tuple[str, ...] = ALL_SCOPES) -> str:
        """Return a token of a user."""
        key = (who, scopes)
        if key not in self.tokens:
            self.tokens[key] = api_tokens.create(self.actor(who), "test", scopes, 1, PASSWORD)
        return self.tokens[key]

    def ask(self, method: str, path: str, who: str | None = "manager", **options: Any) -> httpx.Response:
        """Ask as somebody, with a token of some ``scopes`` (all of them without), or with ``token`` itself."""
        scopes = options.pop("scopes", ALL_SCOPES)
        token = options.pop("token", None) or (self.token(who, scopes) if who else None)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return self.site.request(method, PLACE + path, headers=headers | options.pop("headers", {}), **options)

    def get(self, path: str, who: str | None = "manager", **options: Any) -> httpx.Response:
        return self.ask("GET", path, who, **options)

    def log(self, who: str = "manager", key: str | None = None, **body: Any) -> httpx.Response:
        """Log an hour of Ana's for Acme, where nothing else is said."""
        given = {"account_id": 1, "rep_id": 1, "service_id": 1, "note": "Logged"}
        if "day" not in body:
            given |= {"start": "2026-03-04T09:00:00Z", "end": "2026-03-04T10:00:00Z"}
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", "/entries", who, json=given | body, headers=headers)


def problem_of(response: httpx.Response, status: int) -> Json:
    """Return the problem that an answer is, having looked that it is one."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    said: Json = response.json()
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    return said


def count_anew() -> None:
    """Forget how often anybody asked."""
    rates.tokens.cache_clear()
    rates.strangers.cache_clear()


@pytest.fixture
def api(site: Site) -> Iterator[Api]:
    count_anew()
    yield Api(site)
    count_anew()


@pytest.fixture(scope="package")
def agreed(stack: TestClient, template: Template, tmp_path_factory: pytest.TempPathFactory) -> Api:
    """Return a site to be copied, with a contract and a bill, and tokens of everybody for each choice of scopes."""
    folder = tmp_path_factory.mktemp("agreed") / "data"
    shutil.copytree(template.folder, folder)
    made = Api(Site(stack, folder, template.tokens))
    with process_uses(folder):
        see_sessions()
        quickbooks.set_company(COMMAND_LINE, "Acme Ltd", "1180517353")
        agree()
        for who in USERS:
            for scopes in (ALL_SCOPES, *((scope,) for scope in ALL_SCOPES)):
                made.token(who, scopes)
    return made


@pytest.fixture
def filled(agreed: Api, tmp_path: Path) -> Iterator[Api]:
    """Yield a copy of that site."""
    folder = tmp_path / "data"
    shutil.copytree(agreed.site.folder, folder)
    count_anew()
    with process_uses(folder):
        see_sessions()
        yield Api(Site(agreed.site.client, folder, agreed.site.tokens), dict(agreed.tokens))
    count_anew()


def agree() -> None:
    """Add a contract with Acme (10 h a month, 100.00 an hour beyond), a bill of a draft's, and price everything."""
    from rxbilling.models import Bill, BillLine, Contract, SupportPlan
    from rxbilling.models.database import writing
    from rxbilling.services.pricing import price

    with writing() as db:
        db.add(SupportPlan(id=1, name="Gold", mode="prepaid", currency="EUR", base_charge=50_000,
                           allowance_amount=36_000, overage_rates=[10_000] * 4))  # fmt: skip
        db.flush()
        first = date(2026, 1, 31).toordinal()
        db.add(Contract(id=1, number="C-1", name="Acme care", account_id=1, plan_id=1, first_day=first))
        db.flush()
        last = date(2026, 2, 27).toordinal()
        db.add(Bill(id=1, account_id=1, contract_id=1, currency="EUR", first_day=first, last_day=last,
                    bill_day=last, net=50_000, total=50_000))  # fmt: skip
        db.flush()
        db.add(BillLine(bill_id=1, position=1, kind="base", text="February", amount=50_000))
        price(db, until=date(2026, 4, 1).toordinal())
