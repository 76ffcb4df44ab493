"""What stands before every request: where it comes from, what its answer allows, and signing in and out."""

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from rxbilling.api.guards import BehindProxies
from rxbilling.config import Settings, settings
from rxbilling.services.sessions import COOKIE
from rxbilling.services.throttle import FAILURES_OF_EMAIL
from tests.api.site import HOST, PASSWORD, Site, TestClient, email_of

FOREIGN = ["http://evil.example", "null", f"http://{HOST}.evil.example", f"https://evil.example/{HOST}"]
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def sign_in(site: Site, password: str = PASSWORD, **headers: str) -> httpx.Response:
    form = {"email": email_of("manager"), "password": password}
    return site.request("POST", "/auth/login", data=form, headers=headers)


def cookies(response: httpx.Response) -> dict[str, str]:
    """Return the cookies that an answer sets, with their attributes."""
    lines = response.headers.get_list("set-cookie")
    return {name: rest.lower() for name, _, rest in (line.partition("=") for line in lines)}


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/app/import"])
def test_what_another_site_posts_is_refused(site: Site, path: str, origin: str) -> None:
    before = site.content()
    response = site.request("POST", path, "admin", headers={"origin": origin}, content=b"a,b")
    assert response.status_code == 403
    assert "set-cookie" not in response.headers
    assert site.content() == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_is_guarded(site: Site, method: str) -> None:
    assert site.request(method, "/app/entries", "admin", headers={"origin": FOREIGN[0]}).status_code == 403


def test_our_own_pages_may_post(site: Site) -> None:
    response = site.request("POST", "/app/import", "admin", headers={"origin": f"http://{HOST}"}, content=b"a,b")
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/app/export/iif", "/app/export/quickbooks/iif-invoices"])
def test_another_site_marks_nothing_as_sent(site: Site, path: str) -> None:
    before = site.content()
    response = site.request("GET", path, "finance", headers={"sec-fetch-site": "cross-site"})
    assert (response.status_code, "Another site" in response.json()["detail"]) == (403, True)
    assert site.content() == before
    own = site.request("GET", path, "finance", headers={"sec-fetch-site": "same-origin"})
    assert own.status_code != 403


def test_another_site_may_not_read_an_answer(site: Site) -> None:
    response = site.request("GET", "/app/entries", "admin", headers={"origin": FOREIGN[0]})
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("path", ["/", "/entries", "/login", "/app/entries", "/app/export/csv", "/health", "/nowhere"])
@pytest.mark.parametrize("who", [None, "rep"])
def test_every_answer_says_what_it_allows(site: Site, path: str, who: str | None) -> None:
    headers = site.get(path, who).headers
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'"} <= set(policy)
    assert f"connect-src 'self' ws://{HOST} wss://{HOST}" in policy


def test_a_host_cannot_widen_the_policy(site: Site) -> None:
    headers = site.request("GET", "/health", headers={"host": "x; script-src *"}).headers
    assert "script-src *" not in headers["content-security-policy"]


@pytest.mark.parametrize("page", ["/entries?from=2026-03-01&rep=1", "/import", "/entries"])
def test_signing_in_leads_back_to_the_page_that_was_asked_for(site: Site, page: str) -> None:
    asked = site.get(page)
    assert (asked.status_code, asked.headers["location"]) == (303, "/login")
    remembered = asked.headers["set-cookie"].split(";")[0]
    assert "httponly" in cookies(asked)["rxbilling_next"]
    assert sign_in(site, cookie=remembered).headers["location"] == page


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/entries/../..//evil.example", "",
     "javascript:alert(1)", "/auth/logout", "/entries@evil.example", "entries", "https://evil.example/entries?/entries"],
)  # fmt: skip
def test_signing_in_leads_to_our_pages_only(site: Site, target: str) -> None:
    assert sign_in(site, cookie=f"rxbilling_next={target}").headers["location"] == "/"


@pytest.mark.parametrize("secure", [False, True])
def test_scripts_and_other_sites_do_not_get_the_session(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, secure: bool
) -> None:
    monkeypatch.setattr(settings(), "secure_cookies", secure)
    flags = {flag.strip() for flag in cookies(sign_in(site))[COOKIE].split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/", f"max-age={settings().session_days * 86_400}"} <= flags
    assert ("secure" in flags) is secure


def test_a_wrong_password_opens_nothing_and_too_many_close_the_door(site: Site) -> None:
    for _ in range(FAILURES_OF_EMAIL):
        wrong = sign_in(site, "not the password")
        assert (wrong.status_code, wrong.headers["location"]) == (303, "/login?error=wrong")
        assert COOKIE not in cookies(wrong)
    right = sign_in(site)
    assert right.headers["location"] == "/login?error=many"
    assert COOKIE not in cookies(right)


def test_signing_out_ends_the_session(site: Site) -> None:
    assert site.get("/app/entries", "manager").status_code == 200
    response = site.request("POST", "/auth/logout", "manager")
    assert (response.status_code, response.headers["location"]) == (303, "/login")
    assert response.headers["clear-site-data"] == '"storage"'
    assert "max-age=0" in cookies(response)[COOKIE]
    assert site.get("/app/entries", "manager").status_code == 401
    assert site.get("/app/entries", "finance").status_code == 200


@pytest.mark.parametrize("secure", [False, True])
def test_browsers_are_kept_to_https_where_it_is_served(
    site: Site, monkeypatch: pytest.MonkeyPatch, *, secure: bool
) -> None:
    monkeypatch.setattr(settings(), "secure_cookies", secure)
    assert ("strict-transport-security" in site.get("/login").headers) is secure


@pytest.mark.parametrize(
    ("trusted", "forwarded", "seen"),
    [("", "203.0.113.7", "testclient"), ("10.0.0.0/8", "203.0.113.7", "testclient"),
     ("testclient", "203.0.113.7", "203.0.113.7"), ("testclient, 10.0.0.0/8", "203.0.113.7, 10.1.2.3", "203.0.113.7"),
     ("testclient", "10.9.9.9, 203.0.113.7", "203.0.113.7")],
)  # fmt: skip
def test_only_proxies_that_are_trusted_say_who_the_client_is(
    monkeypatch: pytest.MonkeyPatch, trusted: str, forwarded: str, seen: str
) -> None:
    monkeypatch.setattr(settings(), "trusted_proxies", trusted)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(scope["client"][0])(scope, receive, send)

    client = TestClient(BehindProxies(answer))
    assert client.get("/", headers={"x-forwarded-for": forwarded}).text == seen


def test_each_step_of_signing_in_has_a_token_of_its_own(site: Site) -> None:
    """Whoever knew a token before the password was given (fixation) has nothing after."""
    before = site.tokens["finance"]
    made = sign_in(site, cookie=f"{COOKIE}={before}")
    assert cookies(made)[COOKIE].split(";")[0] != before
    assert site.get("/app/entries", "finance").status_code == 401


def test_the_address_of_the_database_is_not_told() -> None:
    assert "sesame" not in repr(Settings(database_url="postgresql://me:sesame@db/x"))
