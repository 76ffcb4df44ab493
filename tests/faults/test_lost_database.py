"""The database is away and comes back, while the app goes on running."""

import pytest

from rxbilling import cli
from rxbilling.locales import tr
from rxbilling.state.dashboard import Dashboard
from rxbilling.state.demo import Demo
from rxbilling.state.importing import Importing
from tests.api.site import PASSWORD, WORK, Site, email_of
from tests.faults.conftest import Server, sent, toasted
from tests.state.socket import tab

AWAY = "The database does not answer: nothing was saved. It is tried again with your next click."
AWAY_FR = tr("fr", AWAY)


def test_everything_says_so_and_goes_on_when_it_is_back(
    postgresql_site: Site,
    stoppable_server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site = postgresql_site
    monkeypatch.setattr("sys.argv", ["rxbilling", "user", "list"])
    token = sent(WORK.replace("03-02", "03-05"))
    with tab(site, "admin") as page, tab(site, "admin", **{"accept-language": "fr-FR,fr"}) as french:
        page.call(Dashboard.open_page)
        page.call(Importing.open_file, token=token, filename="work.csv")
        before = page.of(Dashboard)["entries"]
        stoppable_server.stop()
        try:
            _routes_say_so(site)
            for handler in (Dashboard.open_page, Importing.import_all, Demo.fill):
                assert toasted(page.call(handler), AWAY)
            assert page.of(Importing).get("is_running") is not True
            assert toasted(french.call(Dashboard.open_page), AWAY_FR)
            with pytest.raises(SystemExit) as end:
                cli.main()
            said = capsys.readouterr()
            assert (end.value.code, said.out, len(said.err.splitlines())) == (1, "", 1)
        finally:
            stoppable_server.start()
        assert site.get("/ready").json() == {"ready": True}
        assert site.get("/app/entries", "admin").json()["total"] == 3
        page.call(Importing.import_all)
        assert page.of(Importing)["is_done"] is True
        page.call(Dashboard.open_page)
        assert (before, page.of(Dashboard)["entries"]) == ("3", "5")
        assert french.call(Dashboard.open_page)


def _routes_say_so(site: Site) -> None:
    for method, path, options in (
        ("GET", "/app/entries", {}),
        ("GET", "/app/export/csv", {}),
        ("GET", "/", {}),
        ("POST", "/app/import", {"content": b"a,b"}),
        ("GET", "/api/v1/entries", {"headers": {"authorization": "Bearer rxb_" + "x" * 43}}),
        ("POST", "/auth/login", {"data": {"email": email_of("rep"), "password": PASSWORD}}),
    ):
        answer = site.request(method, path, "admin", **options)
        assert (answer.status_code, answer.json()["detail"], answer.headers["retry-after"]) == (503, AWAY, "5")
        assert answer.headers["content-type"] == "application/problem+json"
        assert "content-security-policy" in answer.headers
    person = site.request("GET", "/", "admin", headers={"accept": "text/html,*/*", "accept-language": "fr"})
    assert (person.status_code, person.text) == (503, AWAY_FR)
    assert site.get("/health").status_code == 200
    ready = site.get("/ready")
    assert (ready.status_code, ready.json()) == (503, {"ready": False, "reason": AWAY})


def test_connections_that_were_cut_are_made_anew(postgresql_site: Site, stoppable_server: Server) -> None:
    assert postgresql_site.get("/app/entries", "rep").status_code == 200
    stoppable_server.stop()
    stoppable_server.start()
    assert postgresql_site.get("/app/entries", "rep").status_code == 200
