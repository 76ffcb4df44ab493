"""The commands for each day: renewing contracts, and telling people what is due. The app does so by itself too."""

from collections.abc import Mapping

import typer

from rxbilling import serve
from rxbilling.config import settings
from rxbilling.locales import Message
from rxbilling.services import daily, renewals
from rxbilling.services.access import COMMAND_LINE


def renew() -> None:
    """Renew the contracts that have ended and renew themselves; missed days are made up."""
    _prepare()
    made, refused = renewals.renew_due(COMMAND_LINE)
    typer.echo(f"Renewed: {len(made)}.")
    _say_refused(refused)


def notices() -> None:
    """Renew contracts, tell people what is due, and send mails; exit status 1 if one could not be sent."""
    _prepare()
    done = daily.carry_out(COMMAND_LINE)
    typer.echo(f"Renewed: {done.renewed}. Notices: {done.notices}. Mails sent: {done.mails.sent}.")
    _say_refused(done.refused)
    for address, error in done.mails.failed.items():
        typer.echo(f"{address}: {error}", err=True)
    if done.mails.failed:
        raise typer.Exit(1)


def _prepare() -> None:
    serve.say_first_user(serve.prepare(settings()), typer.echo)


def _say_refused(refused: Mapping[str, Message]) -> None:
    for number, reason in refused.items():
        typer.echo(f"{number}: {reason.text('en')}", err=True)
