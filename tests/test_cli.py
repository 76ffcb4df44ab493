"""The command: what it prints where, and with which status it ends."""

import json
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
import typer

from rxbilling import cli
from rxbilling.config import settings
from rxbilling.services.clock import now
from rxbilling.services.users import ADMIN_EMAIL
from tests.api.site import WORK, process_uses
from tests.services.mail_server import mail_server
from tests.services.notice_rows import send_by

GUIDE = Path(__file__).parents[1] / "docs" / "user-guide.md"
BAD_WORK = WORK.replace("2026-03-02T13:00:00Z", "yesterday")
PASSWORD = "a password for tests"


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    def said(self) -> str:
        """Return the one line that a failure says."""
        assert (self.status, self.out) == (1, "")
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        return line


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command with words."""

    def command(*words: object) -> Answer:
        monkeypatch.setattr("sys.argv", ["rxbilling", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        printed = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, printed.out, printed.err)

    return command


@pytest.fixture
def data(migrated_file: Path, tmp_path: Path) -> Iterator[Path]:
    """Yield the data folder of the process, with a user and nothing else."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(migrated_file, folder / "rxbilling.db")
    with process_uses(folder):
        cli.serve.prepare(settings())
        yield folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    file = tmp_path / "work.csv"
    file.write_text(WORK)
    return file


def count(data: Path, table: str = "time_entry") -> int:
    database = sqlite3.connect(data / "rxbilling.db")
    try:
        found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - a name from here
    finally:
        database.close()
    return found


def commands() -> list[list[str]]:
    root = typer.main.get_command(cli.app)
    found: list[list[str]] = [[]]
    for name, command in root.commands.items():  # type: ignore[attr-defined]  # it is a group
        found += [[name], *([name, part] for part in getattr(command, "commands", {}))]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help(run: Run, words: list[str]) -> None:
    answer = run(*words, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert "Usage:" in answer.out


def examples() -> list[str]:
    return [block.split("```")[0] for block in GUIDE.read_text(encoding="utf-8").split("```json\n")[1:]]


def test_the_example_of_the_user_guide_is_priced(run: Run, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(examples()[0])
    answer = run("quote", case)
    assert (answer.status, answer.err) == (0, "")
    # Half an hour at 100.00, and an hour after closing at 150.00.
    assert [charge["amount"] for charge in json.loads(answer.out)["charges"]] == [20_000]


def test_the_contract_of_the_user_guide_is_billed_as_it_says(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(examples()[1]))
    answer = run("quote", "-")
    assert (answer.status, answer.err) == (0, "")
    shown = GUIDE.read_text(encoding="utf-8").split('```\n"lots"')[1].split("```")[0]
    found = json.loads(answer.out)
    assert {"lots": found["lots"], "bills": found["bills"]} == json.loads('{"lots"' + shown + "}")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", 1),
        ("{", 1),
        ("[]", 1),
        ("[" * 100_000, 1),
        ('{"currency": 5, "entries": 7, "unknown": 1}', 3),
        ("\ufeffnothing", 1),
        ('{"currency": "EUR", "default_calendar": "a", "plans": {"p": {"type": "fixed"}}}', 2),
    ],
    ids=["nothing", "half an object", "a list", "deep", "wrong types", "byte order mark", "what does not fit together"],
)
def test_a_malformed_document_says_what_is_wrong(run: Run, tmp_path: Path, text: str, problems: int) -> None:
    case = tmp_path / "case.json"
    case.write_text(text, encoding="utf-8")
    answer = run("quote", case)
    assert (answer.status, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == problems
    assert all(": " in line for line in answer.err.splitlines())


def test_a_document_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    for case in (tmp_path / "nowhere.json", tmp_path):
        answer = run("quote", case)
        assert (answer.status, answer.out, len(answer.err.splitlines())) == (2, "", 1)


def test_good_rows_are_imported_once(run: Run, data: Path, work: Path) -> None:
    first, second = run("import", work), run("import", work)
    assert (first.status, first.err, first.out.splitlines()[0]) == (0, "", "3 time entries added and priced")
    assert second.out.splitlines() == [
        "0 time entries added and priced",
        "3 rows were imported before and are passed over",
    ]
    assert count(data) == 3


def test_a_bad_row_keeps_all_rows_out(run: Run, data: Path, work: Path) -> None:
    work.write_text(BAD_WORK)
    answer = run("import", work)
    assert (answer.status, answer.out, count(data), count(data, "account")) == (1, "", 0, 0)
    row, last = answer.err.splitlines()
    assert row.startswith("row 4, End:")
    assert row.endswith("('yesterday')")
    assert last == "Nothing was imported. Mend these rows, or use --good-rows-only."
    assert run("import", work, "--good-rows-only").status == 0
    assert count(data) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b""), ("a.xlsx", b"PK\x03\x04 no workbook"), ("a.csv", b"x\n1\n")]
)
def test_a_file_that_is_no_table_of_work(run: Run, data: Path, tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert run("import", file).said()
    assert count(data) == 0


def test_what_cannot_be_imported(run: Run, data: Path, work: Path, tmp_path: Path) -> None:
    assert run("import", tmp_path / "nowhere.csv").said().endswith("cannot be read: No such file or directory")
    assert "Mars/Olympus" in run("import", work, "--zone", "Mars/Olympus").said()


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.csv", b"id,day,start,end"), ("a.xlsx", b"PK"), ("a.parquet", b"PAR1"), ("a.iif", b"!TIMERHDR")],
)
@pytest.mark.usefixtures("data")
def test_work_is_exported(run: Run, work: Path, tmp_path: Path, name: str, start: bytes) -> None:
    run("import", work)
    file = tmp_path / name
    answer = run("export", file, "--company", "Acme Ltd", "--company-number", "1180517353", "--rep", "Ana")
    assert (answer.status, answer.out) == (0, f"{file} is written.\n"), answer.err
    assert file.read_bytes().startswith(start)
    assert count(settings().data_dir, "export") == 1


@pytest.mark.usefixtures("data")
def test_what_cannot_be_exported(run: Run, work: Path, tmp_path: Path) -> None:
    run("import", work)
    pdf = tmp_path / "a.pdf"
    assert run("export", pdf).said() == f"{pdf}: the ending must be .xlsx, .csv, .json, .parquet or .iif"
    assert not pdf.exists()
    assert "cannot be written" in run("export", tmp_path / "nowhere" / "a.csv").said()
    assert "31.01.2026" in run("export", tmp_path / "a.csv", "--from", "31.01.2026").said()
    assert "Nobody" in run("export", tmp_path / "a.csv", "--rep", "Nobody").said()


@pytest.mark.usefixtures("data")
def test_quickbooks_wants_its_company(run: Run, work: Path, tmp_path: Path) -> None:
    run("import", work)
    answer = run("export", tmp_path / "a.iif")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines()[-1] == "QuickBooks would refuse this file: nothing was written."
    assert not (tmp_path / "a.iif").exists()


@pytest.mark.usefixtures("data")
def test_what_was_sent_to_quickbooks_is_sent_again_on_purpose_only(run: Run, work: Path, tmp_path: Path) -> None:
    run("import", work)
    words = ("export", tmp_path / "a.iif", "--company", "Acme", "--company-number", "1")
    assert "is written" in run(*words).out
    again = run(*words)
    assert (again.status, "sent to QuickBooks before" in again.err) == (1, True)
    assert "is written" in run(*words, "--again").out


def test_users_are_added_listed_and_given_passwords(run: Run, data: Path) -> None:
    added = run("user", "add", "mia@example.org", "--role", "finance", "--name", "Mia")
    assert added.out.startswith("mia@example.org may sign in as finance. The password is ")
    assert run("user", "password", "mia@example.org", "--password", PASSWORD).out == (
        "mia@example.org has a new password.\n"
    )
    assert run("user", "password").out.startswith(f"{ADMIN_EMAIL} has a new password. The password is ")
    listed = run("user", "list")
    assert "mia@example.org\tfinance\tMia\tactive" in listed.out.splitlines()
    assert count(data, "app_user") == 2


@pytest.mark.parametrize(
    "words",
    [("add", "mia"), ("add", "mia@x.org", "--role", "boss"), ("add", "mia@x.org", "--password", "short"),
     ("add", "mia@x.org", "--rep", "Nobody"), ("add", ADMIN_EMAIL), ("password", "nobody@x.org")],
)  # fmt: skip
def test_what_no_user_can_be(run: Run, data: Path, words: tuple[str, ...]) -> None:
    assert run("user", *words).said()
    assert count(data, "app_user") == 1


def test_the_demo_comes_and_goes(run: Run, data: Path, work: Path) -> None:
    assert run("demo", "--entries", "300", "--seed", "3").out == "The demo company is filled: 300 time entries.\n"
    assert run("check").out == "Everything is in order.\n"
    assert run("demo").said()
    assert "demo" in run("import", work).said()
    assert run("demo", "--clear").out == "The demo company is removed.\n"
    assert count(data) == 0
    assert run("demo", "--clear").said()


def test_contracts_are_renewed(run: Run, data: Path) -> None:
    assert run("renew").out == "Renewed: 0.\n"


def test_notices_are_made_and_mails_are_sent(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = "Renewed: 0. Notices: 0. Mails sent: 0.\n"
    assert run("notices") == Answer(0, nothing, "")
    write_mail(data)
    # Without a server nothing is sent, and that is no fault.
    assert run("notices") == Answer(0, nothing, "")
    send_by(monkeypatch, 1)
    answer = run("notices")
    assert (answer.status, answer.out) == (1, nothing)
    assert answer.err.startswith("127.0.0.1: ")
    with mail_server() as post:
        send_by(monkeypatch, post.port)
        post.refused = {"mia@example.org"}
        monkeypatch.setattr("rxbilling.services.mailing.now", lambda: now() + 86_400)
        assert run("notices") == Answer(1, nothing, "mia@example.org: 550 no such person here\n")
        post.refused = set()
        monkeypatch.setattr("rxbilling.services.mailing.now", lambda: now() + 10 * 86_400)
        assert run("notices") == Answer(0, "Renewed: 0. Notices: 0. Mails sent: 1.\n", "")
    assert [mail["To"] for mail in post.taken] == ["mia@example.org"]


def write_mail(data: Path) -> None:
    """Write a mail that is due."""
    database = sqlite3.connect(data / "rxbilling.db")
    database.execute(
        "INSERT INTO mail (version, address, key, made_at, subject, body, next_at, attempts, error)"
        " VALUES (1, 'mia@example.org', 'k', 0, 'Ends', 'Soon', 0, 0, '')"
    )
    database.commit()
    database.close()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SMTP_HOST", "mail.example.org", "RXBILLING_MAIL_FROM: mails need the address that they are from"),
        ("MAIL_FROM", "a@b, c@d", "RXBILLING_MAIL_FROM: mails need"),
        ("SMTP_SECURITY", "some", "RXBILLING_SMTP_SECURITY: "),
        ("PUBLIC_URL", "rx.example.org", "RXBILLING_PUBLIC_URL: it begins with http"),
    ],
)
@pytest.mark.usefixtures("data")
def test_settings_of_mails_that_cannot_be(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"RXBILLING_{name}", value)
    settings.cache_clear()
    assert run("notices").said().startswith(said)


def test_check_tells_what_is_wrong(run: Run, data: Path, work: Path) -> None:
    run("import", work)
    database = sqlite3.connect(data / "rxbilling.db")
    database.execute("UPDATE charge SET amount = amount + 1 WHERE entry_id = 1")
    database.commit()
    database.close()
    answer = run("check")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines()[0].startswith("1 charges are not the sum of their portions (time entries 1). ")
    assert run("price").out == "3 time entries are priced: 1 prices changed.\n"
    assert run("check").out == "Everything is in order.\n"


def test_a_port_in_use(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr(settings(), "port", taken.getsockname()[1])
        said = run("run").said()
    assert said.startswith(f"Port {settings().port} on 127.0.0.1 cannot be used")
    assert "RXBILLING_PORT=" in said


@pytest.mark.parametrize("words", [("migrate",), ("demo",), ("check",), ("user", "list"), ("import", __file__)])
def test_a_data_folder_that_cannot_be_written_to(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = tmp_path / "file"
    file.touch()
    with process_uses(file):
        assert "Set RXBILLING_DATA_DIR to another one." in run(*words).said()


def test_a_database_that_is_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rxbilling.db").write_text("this is no database" * 100)
    with process_uses(tmp_path):
        assert run("check").said()


def test_a_backup_is_written_and_brought_back(run: Run, data: Path, work: Path, tmp_path: Path) -> None:
    run("import", work)
    file = tmp_path / "backup.zip"
    assert run("backup", file).out.startswith(f"{file} is written: ")
    assert run("backup", file).said() == f"{file} is there already. Choose another name, or use --overwrite."
    assert "With --replace they are all deleted" in run("restore", file).said()
    assert run("restore", file, "--replace").out.startswith("The backup of ")
    assert (count(data), run("check").out) == (3, "Everything is in order.\n")
    assert run("restore", work, "--replace").said() == "This file is not a backup of rxbilling."
    with process_uses(tmp_path / "another"):
        assert run("restore", file).out.startswith("The backup of ")
        assert count(tmp_path / "another") == 3
    with process_uses(tmp_path / "none"):
        assert run("backup", tmp_path / "none.zip").said() == "There is no database here yet: nothing to back up."
