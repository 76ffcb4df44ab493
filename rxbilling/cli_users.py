"""``rxbilling user``: who may sign in, from the command line."""

import secrets
from typing import Annotated

import typer

from rxbilling import serve
from rxbilling.config import settings
from rxbilling.services import user_access, users
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.person import Person

ONE_TIME = " The password is {} (another is chosen at the first sign-in)."
users_app = typer.Typer(help="Users: who may sign in.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The e-mail address that the user signs in with.")]
Password = Annotated[
    str | None, typer.Option(help="The password; without it a random one is made and shown.", show_default=False)
]


@users_app.command("add")
def add(
    email: Email,
    role: Annotated[str, typer.Option(help="rep, manager, finance or admin.")] = "rep",
    name: Annotated[str, typer.Option(help="The user's name.")] = "",
    rep: Annotated[str | None, typer.Option(help="Name of the rep whose work is the user's own.")] = None,
    password: Password = None,
) -> None:
    """Add a user."""
    serve.say_first_user(serve.prepare(settings()), typer.echo)
    chosen = password or secrets.token_urlsafe(9)
    rep_id = users.rep_named(COMMAND_LINE, rep) if rep else None
    users.add_user(COMMAND_LINE, Person(email, name, role, rep_id), chosen, one_time=not password)
    typer.echo(f"{email} may sign in as {role}." + ("" if password else ONE_TIME.format(chosen)))


@users_app.command("password")
def set_password(email: Annotated[str, typer.Argument()] = users.ADMIN_EMAIL, password: Password = None) -> None:
    """Give a user (the first administrator, if none is named) a new password, and end its sessions."""
    serve.say_first_user(serve.prepare(settings()), typer.echo)
    chosen = password or secrets.token_urlsafe(9)
    user_access.set_password(COMMAND_LINE, email, chosen, one_time=not password)
    typer.echo(f"{email} has a new password." + ("" if password else ONE_TIME.format(chosen)))


@users_app.command("list")
def list_users() -> None:
    """List the users."""
    serve.say_first_user(serve.prepare(settings()), typer.echo)
    for listed in users.all_users(COMMAND_LINE):
        user = listed.user
        state = "deactivated" if not user.active else "invited" if listed.is_invited else "active"
        typer.echo(f"{user.email}\t{user.role}\t{user.name}\t{state}")
