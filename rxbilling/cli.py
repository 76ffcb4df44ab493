"""The ``rxbilling`` command."""

import sys

import typer

from rxbilling import serve
from rxbilling.services.access import Refused

app = typer.Typer(
    name="rxbilling",
    help="Time tracking and billing for customer-support teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def about() -> None:
    """Time tracking and billing for customer-support teams."""


@app.command()
def run() -> None:
    """Start the app: build what has changed, bring the database up to date, and serve it on one port."""
    serve.run(typer.echo)


def main() -> None:
    """Run the command; what a user can cause is one line, not a traceback."""
    try:
        app()
    except (serve.CannotStart, Refused) as problem:
        text = problem.message.text("en") if isinstance(problem, Refused) else str(problem)
        typer.echo(text, err=True)
        sys.exit(1)
