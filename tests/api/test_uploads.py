"""Files that are sent: who may, how large, and whose they are."""

import pytest

from rxbilling.config import settings
from rxbilling.services.access import Actor
from rxbilling.services.uploads import MEGABYTE, path_of
from tests.api.site import WORK, Site

ADMIN_NUMBER = 4
GONE = "The file is not here any more. Choose it again."


def bad_rows(token: str) -> str:
    return f"/app/import/{token}/bad-rows.csv"


def send(site: Site, who: str | None, content: str | bytes = WORK) -> tuple[int, dict[str, str]]:
    response = site.request("POST", "/app/import", who, content=content)
    return response.status_code, response.json()


@pytest.mark.parametrize("who", [None, "rep", "manager", "finance"])
def test_nothing_is_stored_of_those_who_may_not(site: Site, who: str | None) -> None:
    status, _ = send(site, who)
    assert status in {401, 403}
    assert site.uploads() == []


def test_a_file_is_stored_as_it_was_sent(site: Site) -> None:
    status, answer = send(site, "admin")
    assert status == 200
    sender = Actor(user_id=ADMIN_NUMBER, name="", role="admin")
    assert path_of(sender, answer["token"]).read_text() == WORK


def test_too_large_a_file_is_refused_and_not_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "upload_megabytes", 1)
    status, answer = send(site, "admin", b"x" * (MEGABYTE + 1))
    assert (status, answer["detail"]) == (403, "The file is larger than 1 MB. Split it.")
    assert site.uploads() == []
    assert send(site, "admin", b"x" * MEGABYTE)[0] == 200


def test_a_file_is_there_for_its_sender_alone(site: Site) -> None:
    token = send(site, "admin")[1]["token"]
    assert site.get(bad_rows(token), "admin").status_code == 200
    other = site.get(bad_rows(token), "admin-2")
    assert (other.status_code, other.json()["detail"]) == (403, GONE)


@pytest.mark.parametrize(
    "token",
    [
        "..%2F..%2Frxbilling.db",
        "%2e%2e%2f%2e%2e%2frxbilling.db",
        "..%252F..%252Frxbilling.db",
        "x%2F..%2F..%2Frxbilling.db%00",
        "aaaaaaaaaaaaaaaaaaaa%2F..%2F..",
        "%00" * 20,
        "a" * 5000,
    ],
)
def test_a_token_leads_nowhere_else(site: Site, token: str) -> None:
    response = site.get(bad_rows(token), "admin")
    assert response.status_code in {403, 404}
    assert b"SQLite" not in response.content
