"""The ``rxbilling`` command. It acts as an administrator on the database that the settings name."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn

import typer
from pydantic import ValidationError

from rxbilling import cli_backup, cli_notices, serve
from rxbilling.cli_users import users_app
from rxbilling.config import settings
from rxbilling.exchange import quote as quotes
from rxbilling.locales import Message
from rxbilling.models.database import engine
from rxbilling.services import checks, exporting, faults, importing, quickbooks, repricing, sending
from rxbilling.services import demo as demos
from rxbilling.services.access import COMMAND_LINE, Actor, Refused
from rxbilling.services.choices import numbers_of
from rxbilling.services.filters import WorkFilter
from rxbilling.services.importing import Outcome, Plan

BAD_INPUT = 2
BAD_SHOWN = 20

app = typer.Typer(
    name="rxbilling",
    help="Time tracking and billing for customer-support teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(users_app, name="user")
app.command("backup")(cli_backup.backup)
app.command("restore")(cli_backup.restore)
app.command("renew")(cli_notices.renew)
app.command("notices")(cli_notices.notices)


@app.command()
def run() -> None:
    """Start the app: bring the database up to date, build what has changed, serve on one port."""
    serve.run(typer.echo)


@app.command()
def migrate() -> None:
    """Bring the database to the newest shape (`run` does so by itself)."""
    serve.prepare(settings())
    typer.echo(f"The database is up to date: {engine().url.render_as_string(hide_password=True)}")


@app.command()
def demo(
    entries: Annotated[
        int | None, typer.Option(min=1, help="How many time entries.", show_default="about 9000")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed on the same day makes the same company.")] = 7,
    clear: Annotated[bool, typer.Option("--clear", help="Remove the demo company instead.")] = False,
) -> None:
    """Fill an empty installation with a demo company; it is never mixed with real data."""
    _prepare()
    if clear:
        demos.clear_demo(COMMAND_LINE)
        typer.echo("The demo company is removed.")
        return
    made = demos.fill_demo(COMMAND_LINE, entries=entries, seed=seed, today=datetime.now(UTC).date())
    typer.echo(f"The demo company is filled: {made.entries} time entries.")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A CSV or Excel file; Toggl, Clockify, Harvest, Kimai exports too.")],
    zone: Annotated[str, typer.Option(help="Time zone of times that have none.")] = "UTC",
    day_first: Annotated[
        bool | None, typer.Option("--day-first/--month-first", help="How dates such as 03/04/2026 are read.")
    ] = None,
    good_rows_only: Annotated[bool, typer.Option("--good-rows-only", help="Leave bad rows out.")] = False,
) -> None:
    """Import time entries and price them: all rows or none. The same file again adds nothing."""
    _prepare()
    try:
        data = file.read_bytes()
    except OSError as error:
        _fail(f"{file} cannot be read: {error.strerror}")
    table, guess = importing.inspect(COMMAND_LINE, data, file.name)
    plan = Plan(guess.mapping, zone=zone, day_first=day_first, good_rows_only=good_rows_only)
    outcome = importing.import_entries(COMMAND_LINE, table, file.name, plan)
    _report(outcome)
    if not outcome.is_done:
        _fail("Nothing was imported. Mend these rows, or use --good-rows-only.")


def _report(outcome: Outcome) -> None:
    for bad in outcome.bad[:BAD_SHOWN]:
        typer.echo(f"row {bad.row}, {bad.column or 'whole row'}: {bad.reason.text('en')} ({bad.value!r})", err=True)
    if len(outcome.bad) > BAD_SHOWN:
        typer.echo(f"… and {len(outcome.bad) - BAD_SHOWN} more", err=True)
    if outcome.is_done:
        for line in importing.result_lines("en", outcome):
            typer.echo(line)


@app.command()
def quote(
    case: Annotated[Path, typer.Argument(help="A quote document (JSON); - reads standard input.", allow_dash=True)],
) -> None:
    """Price the entries of a quote document, without a database; exit status 2 if the document is malformed."""
    try:
        document = sys.stdin.read() if str(case) == "-" else case.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"document: cannot be read: {error}", err=True)
        raise typer.Exit(BAD_INPUT) from error
    answer = quotes.answer(document)
    for problem in answer.problems:
        typer.echo(problem, err=True)
    if answer.text is None:
        raise typer.Exit(BAD_INPUT)
    typer.echo(answer.text)


@app.command()
def export(  # noqa: PLR0917 - options have no order
    file: Annotated[
        Path, typer.Argument(help="The file to write: its ending is the format: .xlsx, .csv, .json, .parquet, .iif.")
    ],
    first_day: Annotated[str | None, typer.Option("--from", help="First day, 2026-01-31.")] = None,
    last_day: Annotated[str | None, typer.Option("--to", help="Last day, 2026-01-31.")] = None,
    account: Annotated[list[str] | None, typer.Option(help="Name of an account; may be repeated.")] = None,
    rep: Annotated[list[str] | None, typer.Option(help="Name of a rep; may be repeated.")] = None,
    company: Annotated[str | None, typer.Option(help="QuickBooks: the company's name there (kept).")] = None,
    company_number: Annotated[str | None, typer.Option(help="QuickBooks: COMPANYCREATETIME (kept).")] = None,
    again: Annotated[bool, typer.Option("--again", help="QuickBooks: also entries that were sent before.")] = False,
) -> None:
    """Write time entries to Excel, CSV, JSON, Parquet or QuickBooks (IIF time activities)."""
    _prepare()
    chosen = WorkFilter(
        first_day=_day(first_day),
        last_day=_day(last_day),
        accounts=numbers_of(COMMAND_LINE, "account", account or []),
        reps=numbers_of(COMMAND_LINE, "rep", rep or []),
    )
    known = quickbooks.company(COMMAND_LINE)
    quickbooks.set_company(COMMAND_LINE, company or known.company_name, company_number or known.company_create_time)
    sent = sending.ALL if again else ""
    if file.suffix == ".iif" and not _preflight(chosen, sent):
        _fail("QuickBooks would refuse this file: nothing was written.")
    makers: dict[str, Callable[[Actor, WorkFilter], BinaryIO]] = {
        ".xlsx": exporting.export_excel,
        ".csv": exporting.export_csv,
        ".json": exporting.export_json,
        ".parquet": exporting.export_parquet,
        ".iif": partial(quickbooks.export_iif, again=sent),
    }
    if file.suffix not in makers:
        _fail(f"{file}: the ending must be .xlsx, .csv, .json, .parquet or .iif")
    with makers[file.suffix](COMMAND_LINE, chosen) as made:
        try:
            file.write_bytes(made.read())
        except OSError as error:
            _fail(f"{file} cannot be written: {error.strerror}")
    typer.echo(f"{file} is written.")


def _preflight(chosen: WorkFilter, again: str) -> bool:
    made = quickbooks.check(COMMAND_LINE, chosen, again)
    for problem in made.problems[:BAD_SHOWN]:
        mended = f" -> {problem.mended!r}" if problem.mended is not None else ""
        typer.echo(f"{problem.column} {problem.value!r}{mended}: {problem.reason.text('en')}", err=True)
    if len(made.problems) > BAD_SHOWN:
        typer.echo(f"… and {len(made.problems) - BAD_SHOWN} more", err=True)
    if made.left_out:
        typer.echo(f"{len(made.left_out)} entries come to less than a minute and are left out.", err=True)
    return made.data is not None


@app.command()
def price() -> None:
    """Price all work again that is not billed, and store what changed."""
    _prepare()
    priced = repricing.price_all(COMMAND_LINE)
    typer.echo(f"{priced.count} time entries are priced: {priced.changed} prices changed.")


@app.command()
def check() -> None:
    """Verify the data: references, bills, allowances, portions, and that stored prices are what the engine says."""
    _prepare()
    found = checks.problems(COMMAND_LINE)
    for problem in found:
        typer.echo(problem.text("en"), err=True)
    if found:
        raise typer.Exit(1)
    typer.echo("Everything is in order.")


def _prepare() -> None:
    serve.say_first_user(serve.prepare(settings()), typer.echo)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        _fail(f"{text} is not a date: write it like 2026-01-31")


def _fail(line: str) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(1)


def main() -> None:
    """Run the command; what a user can cause is one line, not a traceback."""
    try:
        app()
    except ValidationError as error:
        for problem in error.errors():
            name = "RXBILLING_" + "_".join(map(str, problem["loc"])).upper()
            typer.echo(f"{name}: {problem['msg'].removeprefix('Value error, ')}", err=True)
        sys.exit(1)
    except Refused as refusal:
        message: Message = refusal.message
        typer.echo(message.text("en"), err=True)
        sys.exit(1)
    except serve.CannotStart as problem:
        typer.echo(str(problem), err=True)
        sys.exit(1)
    except faults.ERRORS as error:
        if (fault := faults.told(error)) is None:
            raise
        typer.echo(fault.message.text("en"), err=True)
        sys.exit(1)
