"""What those who watch the app are answered."""

from rxbilling.models.database import writing
from rxbilling.services.health import NOT_MIGRATED
from tests.api.site import Site


def test_it_is_alive_and_ready(site: Site) -> None:
    assert site.get("/health").json() == {"ok": True}
    assert site.get("/ready").json() == {"ready": True}
    assert not [path.name for path in site.folder.iterdir() if not path.name.startswith("rxbilling.db")]


def test_tables_of_an_older_version_are_not_ready(site: Site) -> None:
    with writing() as db:
        db.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = site.get("/ready")
    assert (answer.status_code, answer.json()["reason"]) == (503, NOT_MIGRATED.text("en"))
    assert answer.headers["retry-after"] == "5"
    assert site.get("/health").status_code == 200


def test_a_data_folder_that_is_gone_is_not_ready(site: Site) -> None:
    assert site.get("/ready").status_code == 200
    site.folder.rename(site.folder.with_name("moved"))
    answer = site.get("/ready")
    site.folder.with_name("moved").rename(site.folder)
    assert (answer.status_code, bool(answer.json()["reason"])) == (503, True)
    assert site.get("/ready").status_code == 200
