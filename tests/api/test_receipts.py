"""Receipts over HTTP: what is taken, who gets them, and how a browser is told to treat them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from rxbilling.config import settings
from rxbilling.services import expense_changes
from rxbilling.services.access import COMMAND_LINE, Actor
from rxbilling.services.receipts import File
from rxbilling.services.uploads import MEGABYTE
from tests.api.site import Site
from tests.services.expense_rows import PDF, PNG, TRAIN

ANA, BEN = 1, 2
ANA_S = Actor(user_id=1, name="rep", role="rep", rep_id=ANA)
JPEG, WEBP = b"\xff\xd8\xff\xe0 picture", b"RIFF\x01\x02\x03\x04WEBPVP8 "
Make = Callable[..., str]


def send(site: Site, who: str | None, content: bytes) -> tuple[int, dict[str, str]]:
    response = site.request("POST", "/app/receipts", who, content=content)
    return response.status_code, response.json()


@pytest.fixture
def made(site: Site) -> Make:
    """Return a function that writes down an expense with a receipt, and tells the receipt's address."""

    def make(content: bytes = PDF, name: str = "train.pdf", rep: int = ANA) -> str:
        token = send(site, "rep", content)[1]["token"]
        draft = replace(TRAIN, rep_id=ANA, ticket_id=None)
        number = expense_changes.add(ANA_S, draft, File(token, name)).number
        if rep != ANA:
            expense_changes.change(COMMAND_LINE, number, 1, replace(draft, rep_id=rep))
        return f"/app/expenses/{number}/receipt"

    return make


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")],
)
def test_a_receipt_comes_back_as_what_it_is(site: Site, made: Make, content: bytes, media_type: str) -> None:
    response = site.get(made(content, "page.html"), "rep")
    assert (response.status_code, response.content) == (200, content)
    assert response.headers["content-type"] == media_type
    assert response.headers["x-content-type-options"] == "nosniff"
    policies = response.headers.get_list("content-security-policy")
    assert policies[0].startswith("sandbox; default-src 'none'")
    assert "no-store" in response.headers["cache-control"]
    assert response.headers["content-disposition"].startswith('inline; filename="page.')


@pytest.mark.parametrize("content", [b"", b"<svg onload=alert(1)>", b"<html>", b"GIF89a", b"PK\x03\x04"])
def test_other_files_are_refused_and_not_kept(site: Site, content: bytes) -> None:
    status, answer = send(site, "rep", content)
    assert (status, answer["detail"]) == (422, "A receipt is a PDF, or a picture (JPEG, PNG, WebP).")
    assert site.uploads() == []


@pytest.mark.parametrize("who", [None, "finance"])
def test_nothing_is_stored_of_those_who_may_not(site: Site, who: str | None) -> None:
    assert send(site, who, PDF)[0] in {401, 403}
    assert site.uploads() == []


def test_too_large_a_receipt_is_refused_and_not_kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "receipt_megabytes", 1)
    status, answer = send(site, "rep", PDF.ljust(MEGABYTE + 1))
    assert status == 422
    assert "at most 1 MB" in answer["detail"]
    assert site.uploads() == []
    assert send(site, "rep", PDF.ljust(MEGABYTE))[0] == 200


@pytest.mark.parametrize("who", ["manager", "finance", "admin"])
def test_who_sees_all_expenses_sees_all_receipts(site: Site, made: Make, who: str) -> None:
    assert site.get(made(rep=BEN), who).content == PDF


def test_a_rep_does_not_see_the_receipts_of_others(site: Site, made: Make) -> None:
    theirs, missing = site.get(made(rep=BEN), "rep"), site.get("/app/expenses/999/receipt", "rep")
    assert theirs.status_code == missing.status_code == 404
    assert theirs.json() == missing.json()
    assert site.get(made(rep=BEN)).status_code == 401


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", str(2**31)])
def test_a_number_that_leads_nowhere_is_not_found(site: Site, number: str) -> None:
    assert site.get(f"/app/expenses/{number}/receipt", "admin").status_code == 404


@pytest.mark.parametrize("number", ["x", "1.5", "..%2F1", "%00"])
def test_what_is_no_number_is_refused(site: Site, number: str) -> None:
    assert site.get(f"/app/expenses/{number}/receipt", "admin").status_code in {404, 422}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ('a"; x="\r\nSet-Cookie: a=b', "a; x=Set-Cookie a=b.pdf"),
        ("Reçu été.pdf", "Re_u _t_.pdf"),
    ],
)
def test_a_name_does_no_harm_in_a_header(site: Site, made: Make, name: str, told: str) -> None:
    response = site.get(made(PDF, name), "rep")
    assert f'filename="{told}"' in response.headers["content-disposition"]
    assert "set-cookie" not in response.headers


def test_a_picker_finds_tickets_of_an_account_and_only_the_own_rep(site: Site) -> None:
    found = site.get("/app/choices/ticket?part=t-&within=1", "rep").json()
    assert {hit["name"] for hit in found} == {"T-1", "T-3"}
    assert [hit["name"] for hit in site.get("/app/choices/rep", "rep").json()] == ["Ana"]
    assert [hit["name"] for hit in site.get("/app/choices/rep?part=B", "manager").json()] == ["Ben"]
    of_all = site.get("/app/choices/ticket?within=0&part=t-", "rep").json()
    assert {hit["name"] for hit in of_all} > {hit["name"] for hit in found}
    assert all(hit["hint"] for hit in of_all)
    assert site.get("/app/choices/ticket?within=-1", "rep").status_code == 422
