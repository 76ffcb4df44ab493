"""Every route, asked by everybody: what it answers is written down here."""

from collections.abc import Iterator

import pytest
from starlette.routing import BaseRoute, Mount, Route

from rxbilling.api.guards import PAGES
from rxbilling.api.v1.app import v1
from rxbilling.api.web import web
from rxbilling.services import quickbooks
from rxbilling.services.access import COMMAND_LINE
from tests.api.site import Site

EVERYBODY = (None, "rep", "manager", "finance", "admin")
Row = tuple[int, int, int, int, int]
UNKNOWN = "a" * 24
# What nobody, a rep, a manager, finance and an administrator are answered; a file that was
# never sent is gone, which is a refusal (403); an empty receipt is none (422).
MATRIX: dict[tuple[str, str], Row] = {
    ("POST", "/auth/login"): (303, 303, 303, 303, 303),
    ("POST", "/auth/code"): (303, 303, 303, 303, 303),
    ("POST", "/auth/password"): (303, 303, 303, 303, 303),
    ("POST", "/auth/welcome"): (303, 303, 303, 303, 303),
    ("POST", "/auth/logout"): (303, 303, 303, 303, 303),
    ("GET", "/app/entries"): (401, 200, 200, 200, 200),
    ("PATCH", "/app/entries/1"): (422, 422, 422, 422, 422),
    ("DELETE", "/app/entries/1?version=9"): (401, 409, 409, 403, 409),
    ("POST", "/app/undo"): (401, 409, 409, 409, 409),
    ("GET", "/app/undo"): (401, 409, 409, 409, 409),
    ("POST", "/app/redo?change=1"): (401, 409, 409, 409, 409),
    ("POST", "/app/paste"): (422, 422, 422, 422, 422),
    ("GET", "/app/choices/contract"): (401, 403, 200, 200, 200),
    ("GET", "/app/statement/1/2026-03.pdf"): (401, 200, 200, 200, 200),
    ("GET", "/app/statement/2/2026-03.xlsx"): (401, 404, 200, 200, 200),
    ("GET", "/app/statement/1/2026-13.pdf"): (422, 422, 422, 422, 422),
    ("GET", "/app/accounts/1/statement/2026-03-01/2026-03-31.pdf"): (401, 403, 200, 200, 200),
    ("GET", "/app/accounts/1/statement/2026-03-01/2026-03-31.xlsx"): (401, 403, 200, 200, 200),
    ("GET", "/app/accounts/99/statement/2026-03-01/2026-03-31.xlsx"): (401, 403, 404, 404, 404),
    ("GET", "/app/accounts/1/statement/2026-02-31/2026-03-31.pdf"): (422, 422, 422, 422, 422),
    ("GET", "/app/accounts/1/statement/2026-03-31/2026-03-01.pdf"): (401, 403, 422, 422, 422),
    ("GET", "/app/accounts/1/charge-back/2026-03-01/2026-03-31/cost.pdf"): (401, 403, 200, 200, 200),
    ("GET", "/app/accounts/1/charge-back/2026-03-01/2026-03-31/price.xlsx"): (401, 403, 200, 200, 200),
    ("GET", "/app/accounts/1/charge-back/2026-03-01/2026-03-31/gift.pdf"): (422, 422, 422, 422, 422),
    ("GET", "/app/layout/entries"): (401, 200, 200, 200, 200),
    ("PUT", "/app/layout/entries"): (422, 422, 422, 422, 422),
    ("GET", "/app/choices/account"): (401, 200, 200, 200, 200),
    ("GET", "/app/choices/ticket?within=1"): (401, 200, 200, 200, 200),
    ("GET", "/app/changes"): (401, 200, 200, 200, 200),
    ("GET", "/app/choices/user"): (422, 422, 422, 422, 422),
    ("GET", "/app/expenses/1/receipt"): (401, 404, 404, 404, 404),
    ("GET", "/app/contract-files/1"): (401, 403, 404, 404, 404),
    ("POST", "/app/contract-files"): (401, 403, 422, 403, 422),
    ("GET", "/app/logo"): (401, 403, 404, 404, 404),
    ("POST", "/app/logo"): (401, 403, 403, 422, 422),
    ("POST", "/app/receipts"): (401, 422, 422, 403, 422),
    ("GET", f"/calendar/{UNKNOWN}.ics"): (404, 404, 404, 404, 404),
    ("GET", "/app/export/xlsx"): (401, 200, 200, 200, 200),
    ("GET", "/app/export/csv"): (401, 200, 200, 200, 200),
    ("GET", "/app/export/parquet"): (401, 200, 200, 200, 200),
    ("GET", "/app/export/iif"): (401, 403, 403, 200, 200),
    ("GET", "/app/quickbooks/names/customer?part=a"): (401, 403, 403, 200, 200),
    ("POST", "/app/quickbooks/lists"): (401, 403, 403, 200, 200),
    ("GET", "/app/export/quickbooks/iif-invoices"): (401, 403, 403, 409, 409),
    ("GET", "/app/export/quickbooks/exe"): (422, 422, 422, 422, 422),
    ("GET", "/app/export/list/tickets.csv"): (401, 200, 200, 200, 200),
    ("GET", "/app/export/list/expenses.xlsx"): (401, 200, 200, 200, 200),
    ("GET", "/app/export/list/accounts.csv"): (401, 200, 200, 200, 200),
    ("GET", "/app/export/list/contracts.xlsx"): (401, 403, 200, 200, 200),
    ("GET", "/app/export/list/bills.csv"): (401, 403, 200, 200, 200),
    ("GET", "/app/export/list/audit.xlsx?text=change"): (401, 403, 403, 403, 200),
    ("GET", "/app/export/list/users.csv"): (422, 422, 422, 422, 422),
    ("GET", "/app/export/list/tickets.json"): (422, 422, 422, 422, 422),
    ("GET", "/app/export/exe"): (422, 422, 422, 422, 422),
    ("POST", "/app/import"): (401, 403, 403, 403, 200),
    ("GET", f"/app/import/{UNKNOWN}/bad-rows.csv"): (401, 403, 403, 403, 403),
    ("GET", f"/app/what-if/{UNKNOWN}.xlsx"): (401, 403, 403, 403, 403),
    ("GET", "/app/bill/99.pdf"): (401, 403, 404, 404, 404),
    ("GET", "/app/bill/99.xlsx"): (401, 403, 404, 404, 404),
    ("GET", "/app/bills/98-99.zip"): (401, 403, 404, 404, 404),
    ("GET", "/health"): (200, 200, 200, 200, 200),
    ("GET", "/ready"): (200, 200, 200, 200, 200),
}
CALLS = [
    (method, path, who, status)
    for (method, path), row in MATRIX.items()
    for who, status in zip(EVERYBODY, row, strict=True)
]


def all_routes(routes: list[BaseRoute]) -> Iterator[Route]:
    """Yield the routes of an application, also those of the routers that it includes."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from all_routes(included.routes)
        elif isinstance(route, Mount):
            # Reflex's own application, and that of the API (test_v1_matrix.py).
            assert route.path == "" or route.app is v1
        else:
            assert isinstance(route, Route)
            yield route


def test_every_route_has_a_row() -> None:
    routes = list(all_routes(web.routes))
    assert len(routes) >= 7
    missing = [
        route
        for route in routes
        if not any(
            method in (route.methods or ()) and route.path_regex.fullmatch(path.partition("?")[0])
            for method, path in MATRIX
        )
    ]
    assert missing == []


@pytest.mark.parametrize(("method", "path", "who", "status"), CALLS)
def test_what_each_is_answered(site: Site, method: str, path: str, who: str | None, status: int) -> None:
    if path.endswith("iif"):
        quickbooks.set_company(COMMAND_LINE, "Acme Ltd", "1180517353")
    response = site.request(method, path, who)
    assert response.status_code == status
    if status in {401, 403}:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == status
        assert response.json()["detail"]


# Who is sent a page; there is no build in this app, so that what is let through is not found (404).
PAGES_OF = {
    "/": EVERYBODY[1:],
    "/entries": EVERYBODY[1:],
    "/tickets": EVERYBODY[1:],
    "/ticket": EVERYBODY[1:],
    "/accounts": EVERYBODY[1:],
    "/account": EVERYBODY[1:],
    "/bills": ("manager", "finance", "admin"),
    "/bill": ("manager", "finance", "admin"),
    "/bill-run": ("finance", "admin"),
    "/contracts": ("manager", "finance", "admin"),
    "/contract": ("manager", "finance", "admin"),
    "/summary": EVERYBODY[1:],
    "/reps": ("manager", "finance", "admin"),
    "/calendars": ("manager", "finance", "admin"),
    "/plans": ("manager", "finance", "admin"),
    "/rules": ("manager", "finance", "admin"),
    "/what-if": ("manager", "finance", "admin"),
    "/problems": EVERYBODY[1:],
    "/expenses": EVERYBODY[1:],
    "/profile": EVERYBODY[1:],
    "/notices": EVERYBODY[1:],
    "/exports": EVERYBODY[1:],
    "/quickbooks": ("finance", "admin"),
    "/week": EVERYBODY[1:],
    "/day": EVERYBODY[1:],
    "/api": EVERYBODY[1:],
    "/approvals": ("manager", "admin"),
    "/settings": ("finance", "admin"),
    "/import": ("admin",),
    "/users": ("admin",),
    "/audit": ("admin",),
}


def test_every_page_has_a_row() -> None:
    assert set(PAGES_OF) == set(PAGES)


@pytest.mark.parametrize("slash", ["", "/", ".html", "/index.html"])
@pytest.mark.parametrize("path", sorted(PAGES_OF))
@pytest.mark.parametrize("who", EVERYBODY)
def test_pages_are_for_those_who_may_have_them(site: Site, path: str, who: str | None, slash: str) -> None:
    response = site.get(f"{path.rstrip(chr(47))}{slash}" or "/", who)
    if who in PAGES_OF[path]:
        assert response.status_code == 404
    else:
        assert (response.status_code, response.headers["location"]) == (303, "/not-allowed" if who else "/login")


@pytest.mark.parametrize(("query", "count"), [("", 2), ("?rep=2", 0), ("?rep=1,2", 2), ("?account=1", 1)])
def test_a_rep_gets_own_rows_only(site: Site, query: str, count: int) -> None:
    page = site.get(f"/app/entries{query}", "rep").json()
    assert page["total"] == len(page["rows"]) == count
    assert {row["rep"] for row in page["rows"]} <= {"Ana"}


def test_a_manager_gets_all_rows(site: Site) -> None:
    page = site.get("/app/entries?sort=account&end=2", "manager").json()
    assert (page["total"], len(page["rows"])) == (3, 2)


@pytest.mark.parametrize("query", ["?start=-1", "?end=-5", "?start=x"])
def test_a_window_that_is_none_is_refused(site: Site, query: str) -> None:
    assert site.get(f"/app/entries{query}", "manager").status_code == 422


def test_an_order_that_is_none_is_passed_over(site: Site) -> None:
    assert site.get("/app/entries?sort=password_hash;--", "manager").json()["total"] == 3


def test_a_rep_exports_own_rows_only(site: Site) -> None:
    response = site.get("/app/export/csv?rep=2,1", "rep")
    assert "Ana" in response.text
    assert "Ben" not in response.text
    assert "attachment" in response.headers["content-disposition"]
    assert int(response.headers["content-length"]) == len(response.content)
    assert "Ben" in site.get("/app/export/csv", "manager").text
