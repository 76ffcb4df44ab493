"""The disk is full, and has room again, while the app goes on running.

A real full disk needs root, for a small disk of memory; SQLite's own limit of pages is tried everywhere.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rxbilling import cli
from rxbilling.models import database
from rxbilling.services import checks, exporting, faults
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.filters import WorkFilter
from rxbilling.state.demo import Demo
from rxbilling.state.importing import Importing
from tests.api.site import WORK, Site, Template, TestClient, process_uses
from tests.faults.conftest import sent, toasted
from tests.state.socket import tab

FULL = "The disk is full: nothing was saved. Make room, then try again."
MORE_WORK = WORK.splitlines()[0] + "".join(
    f"\nCustomer {n},Ana,Remote,N-{n},2026-03-0{n % 9 + 1}T09:00:00Z,2026-03-0{n % 9 + 1}T10:00:00Z,{'x' * 200}"
    for n in range(2000)
)
Switch = Callable[[], None]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder on a disk of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("no small disk can be made here: it needs root")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def disk_site(stack: TestClient, template: Template, small_disk: Path) -> Iterator[Site]:
    shutil.copytree(template.folder, small_disk / "data")
    with process_uses(small_disk / "data"):
        yield Site(stack, small_disk / "data", template.tokens)


def refused_export() -> str:
    """Export until there is no room to remember it; return what is said then."""
    for _ in range(200):
        try:
            exporting.export_csv(COMMAND_LINE, WorkFilter()).close()
        except faults.ERRORS as error:
            fault = faults.told(error)
            assert fault is not None
            return fault.message.text("en")
    return ""


def events_say_so_and_work_again(site: Site, fill: Switch, empty: Switch) -> None:
    """Import and fill the demo, both in the background, before and after there is room."""
    token = sent(MORE_WORK)
    with tab(site, "admin") as page:
        page.call(Importing.open_file, token=token, filename="work.csv")
        before = site.content()
        fill()
        for handler in (Importing.import_all, Demo.fill):
            events = page.call(handler)
            # The demo is refused for another reason where it looks first: there is work here already.
            assert toasted(events, FULL) or handler is Demo.fill
        assert (page.of(Importing)["is_running"], page.of(Importing)["is_done"]) == (False, False)
        empty()
        assert site.content() == before
        assert checks.problems(COMMAND_LINE) == []
        page.call(Importing.import_all)
        assert page.of(Importing)["is_done"] is True
    assert site.get("/app/entries", "admin").json()["total"] == 2003


def test_a_limit_of_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    pragmas = database.SQLITE_PRAGMAS

    def limited(*more: str) -> None:
        monkeypatch.setattr(database, "SQLITE_PRAGMAS", (*pragmas, *more))
        database.engine().dispose()

    events_say_so_and_work_again(site, lambda: limited("PRAGMA max_page_count = 1"), limited)
    limited("PRAGMA max_page_count = 1")
    assert refused_export() == FULL
    answers = [site.get("/app/export/csv", "admin") for _ in range(3)]
    assert {(answer.status_code, answer.headers.get("retry-after")) for answer in answers} >= {(507, "60")}
    limited()
    assert site.get("/app/export/csv", "admin").status_code == 200


def test_a_disk_that_is_really_full(disk_site: Site, tmp_path: Path) -> None:
    filler = disk_site.folder.parent / "filler"

    def fill() -> None:
        # Byte by byte at the end, so that not even a small file fits.
        with filler.open("wb", buffering=0) as file:
            for size in (65_536, 4_096, 512):
                try:
                    while file.write(b"x" * size) == size:
                        pass
                except OSError:
                    continue

    # What fits into three megabytes besides the work itself.
    events_say_so_and_work_again(disk_site, fill, filler.unlink)
    fill()
    answer = disk_site.request("POST", "/app/import", "admin", content=b"x" * 100_000)
    assert (answer.status_code, answer.json()["detail"]) == (507, FULL)
    assert len(disk_site.uploads()) == 1
    ready = disk_site.get("/ready")
    assert (ready.status_code, ready.json()["reason"]) == (503, FULL)
    assert disk_site.get("/health").status_code == 200
    assert disk_site.get("/app/entries", "admin").status_code == 200  # what is there can be read
    filler.unlink()
    assert disk_site.get("/ready").status_code == 200
    assert disk_site.request("POST", "/app/import", "admin", content=b"x" * 100_000).status_code == 200


def test_a_command_says_it_in_one_line(
    disk_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / "work.csv"
    work.write_text(MORE_WORK)
    (disk_site.folder.parent / "filler").write_bytes(b"x" * 1_900_000)
    backup = disk_site.folder / "backup.zip"

    def said(*words: object) -> str:
        monkeypatch.setattr("sys.argv", ["rxbilling", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert (end.value.code, printed.out) == (1, "")
        return printed.err

    assert said("import", work) == FULL + "\n"
    checks.problems(COMMAND_LINE)  # the database is open from here on
    with pytest.raises(OSError, match="No space"):
        backup.with_name("more").write_bytes(b"x" * 3_000_000)
    assert said("backup", backup) == f"{backup} cannot be written: No space left on device.\n"
    assert not [path for path in disk_site.folder.iterdir() if "backup.zip" in path.name]
    assert checks.problems(COMMAND_LINE) == []
