"""Every route of the API, asked by everybody with every scope: what it answers is written down here."""

from typing import Any

import pytest
from starlette.routing import compile_path

from rxbilling.api.v1.app import openapi
from rxbilling.services import api_tokens, user_access
from rxbilling.services.access import COMMAND_LINE, Right
from tests.api.programs import ALL_SCOPES, Api, problem_of

ROLES = ("rep", "manager", "finance", "admin")
Row = tuple[int, int, int, int]
ENTRY = {"account_id": 1, "rep_id": 1, "start": "2026-03-04T09:00:00Z", "end": "2026-03-04T10:00:00Z"}
TICKET = {"account_id": 1, "subject": "Printer"}
BENS = ENTRY | {"rep_id": 2}
SEEN = {"If-Match": '"1"'}
# The scope that it takes, what a rep, a manager, finance and an administrator are answered, and what is sent. Ana is
# the rep; entry 1 is hers, entry 3 is Ben's. What she may not see is not found, as what is not there.
MATRIX: dict[tuple[str, str], tuple[str, Row, dict[str, Any]]] = {
    ("GET", "/me"): ("", (200, 200, 200, 200), {}),
    ("GET", "/entries"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/deleted-entries?changed_since=0"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/entries/1"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/entries/3"): ("read", (404, 200, 200, 200), {}),
    ("GET", "/entries/99"): ("read", (404, 404, 404, 404), {}),
    ("POST", "/entries"): ("write", (201, 201, 403, 201), {"json": ENTRY}),
    ("POST", "/entries?of=ben"): ("write", (403, 201, 403, 201), {"json": BENS}),
    ("PUT", "/entries/1"): ("write", (200, 200, 403, 200), {"json": ENTRY, "headers": SEEN}),
    ("PUT", "/entries/3"): ("write", (404, 200, 403, 200), {"json": ENTRY, "headers": SEEN}),
    ("PUT", "/entries/99"): ("write", (404, 404, 403, 404), {"json": ENTRY, "headers": SEEN}),
    ("DELETE", "/entries/1"): ("write", (204, 204, 403, 204), {"headers": SEEN}),
    ("DELETE", "/entries/3"): ("write", (404, 204, 403, 204), {"headers": SEEN}),
    ("DELETE", "/entries/99"): ("write", (404, 404, 403, 404), {"headers": SEEN}),
    ("GET", "/entries/1/charge"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/entries/3/charge"): ("read", (404, 200, 200, 200), {}),
    ("GET", "/entries/99/charge"): ("read", (404, 404, 404, 404), {}),
    ("GET", "/charges"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/charges/totals"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/accounts"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/accounts/1"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/accounts/99"): ("read", (404, 404, 404, 404), {}),
    ("GET", "/tickets"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/tickets/1"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/tickets/99"): ("read", (404, 404, 404, 404), {}),
    ("POST", "/tickets"): ("write", (201, 201, 403, 201), {"json": TICKET}),
    ("POST", "/ticket-checks"): ("write", (200, 200, 403, 200), {"json": TICKET}),
    ("GET", "/reps"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/services"): ("read", (200, 200, 200, 200), {}),
    ("GET", "/contracts"): ("read", (403, 200, 200, 200), {}),
    ("GET", "/contracts/1"): ("read", (403, 200, 200, 200), {}),
    ("GET", "/contracts/99"): ("read", (403, 404, 404, 404), {}),
    ("GET", "/contracts/1/entitlement"): ("read", (403, 200, 200, 200), {}),
    ("GET", "/contracts/99/entitlement"): ("read", (403, 404, 404, 404), {}),
    ("GET", "/bills"): ("read", (403, 200, 200, 200), {}),
    ("GET", "/bills/1"): ("read", (403, 200, 200, 200), {}),
    ("GET", "/bills/99"): ("read", (403, 404, 404, 404), {}),
    ("POST", "/bill-runs"): ("bill", (403, 403, 201, 201), {"json": {"first": "2026-03-01", "last": "2026-03-31"}}),
    ("POST", "/bills/1/issue"): ("bill", (403, 403, 409, 409), {"json": {"day": "2026-04-01"}}),
    ("POST", "/bills/99/issue"): ("bill", (403, 403, 404, 404), {"json": {"day": "2026-04-01"}}),
    ("POST", "/bills/1/void"): ("bill", (403, 403, 409, 409), {"json": {"reason": "Wrong"}}),
    ("POST", "/bills/99/void"): ("bill", (403, 403, 404, 404), {"json": {"reason": "Wrong"}}),
    ("GET", "/exports"): ("export", (200, 200, 200, 200), {}),
    ("POST", "/exports"): ("export", (200, 200, 200, 200), {"json": {"format": "csv"}}),
    ("POST", "/exports?excel"): ("export", (200, 200, 200, 200), {"json": {"format": "xlsx"}}),
    ("POST", "/exports?quickbooks"): ("export", (403, 403, 200, 200), {"json": {"format": "iif"}}),
    ("POST", "/quote"): ("read", (200, 200, 200, 200), {"json": {"currency": "EUR"}}),
}
SCOPES = ("read", "write", "bill", "export")
CALLS = [(*route, who, scope) for route in MATRIX for who in ROLES for scope in (*SCOPES, "all")]


def expected(route: tuple[str, str], who: str, scope: str) -> int:
    needed, row, _ = MATRIX[route]
    return row[ROLES.index(who)] if scope in {needed, "all"} or not needed else 403


def test_every_route_has_a_row() -> None:
    routes = {(method.upper(), path) for path, item in openapi()["paths"].items() for method in item}
    assert len(routes) > 20
    asked = {(method, path.partition("?")[0]) for method, path in MATRIX}
    fixed = {(method, path) for method, path in routes if "{" not in path}
    assert fixed <= asked
    missing = [
        (method, path)
        for method, path in routes - fixed
        if not any(method == other and compile_path(path)[0].match(asks) for other, asks in asked - fixed)
    ]
    assert missing == []


@pytest.mark.parametrize(("method", "path", "who", "scope"), CALLS)
def test_what_each_is_answered(filled: Api, method: str, path: str, who: str, scope: str) -> None:
    scopes = ALL_SCOPES if scope == "all" else (scope,)
    token = filled.token(who, scopes)
    before = filled.site.content()
    response = filled.ask(method, path, token=token, **MATRIX[method, path][2])
    status = expected((method, path), who, scope)
    assert response.status_code == status
    if status >= 400:
        problem_of(response, status)
        assert b"Ben" not in response.content
        assert without_use(filled.site.content()) == without_use(before)


def without_use(content: str) -> list[str]:
    """Leave out when a token was used."""
    return [line for line in content.splitlines() if '"api_token"' not in line]


@pytest.mark.parametrize(("method", "path"), MATRIX)
def test_who_has_no_token_that_works_gets_nothing(filled: Api, method: str, path: str) -> None:
    revoked = filled.token("manager", ("read", "write"))
    number = max(token.id or 0 for token in api_tokens.own(filled.actor("manager")))
    expired, inactive = filled.token("finance"), filled.token("admin-2")
    api_tokens.revoke(filled.actor("manager"), number)
    user_access.set_active(COMMAND_LINE, filled.actor("admin-2").user_id or 0, active=False)
    with pytest.MonkeyPatch.context() as patch:
        before = without_use(filled.site.content())
        options = MATRIX[method, path][2]
        for token in (None, "rxb_" + "x" * 43, "x", revoked, inactive):
            said = filled.ask(method, path, None, token=token, **options)
            assert problem_of(said, 401)
            assert said.headers["www-authenticate"].startswith("Bearer")
        patch.setattr("rxbilling.services.api_tokens.now", lambda: 2**31)
        assert problem_of(filled.ask(method, path, None, token=expired, **options), 401)
    assert without_use(filled.site.content()) == before


@pytest.mark.parametrize(("method", "path"), MATRIX)
def test_a_cookie_is_worth_nothing(filled: Api, method: str, path: str) -> None:
    options = dict(MATRIX[method, path][2])
    headers = filled.site.cookie("admin") | options.pop("headers", {})
    problem_of(filled.ask(method, path, None, headers=headers, **options), 401)


@pytest.mark.parametrize("path", ["/nowhere", "/entries/1/nowhere", "/entries/x", ""])
def test_who_has_no_token_does_not_learn_what_is_there(api: Api, path: str) -> None:
    problem_of(api.get(path + "/", None), 401)


def test_a_token_may_not_do_what_only_people_may(api: Api) -> None:
    """No scope has a right to administer, also for an administrator."""
    actor = api_tokens.actor_of(api.token("admin"))
    assert actor is not None
    never = {Right.ADMINISTER, Right.SEE_AUDIT, Right.IMPORT, Right.CLOSE_PERIODS, Right.OWN_PROFILE}
    assert {right for right in never if actor.may(right)} == set()
