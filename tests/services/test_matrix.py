"""Who may ask a service what: written down here, and tried out by calling each function as everybody."""

import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

import rxbilling.services
from rxbilling.config import settings
from rxbilling.models import User
from rxbilling.models.database import reading, writing
from rxbilling.services.access import NOT_ALLOWED, SIGN_IN_FIRST, Actor, Refused
from rxbilling.services.passwords import hash_password
from tests.services.matrix_rows import KEYWORDS, MATRIX, USERS, WITHIN, WITHOUT_ACTOR
from tests.services.rows import Work, add, add_work

CALLED = [(name, who) for name, (_, how) in sorted(MATRIX.items()) if how is not None for who in (None, *sorted(USERS))]


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def functions() -> dict[str, Callable[..., Any]]:
    """Return the public functions of all services by name."""
    return {
        f"{module.__name__.removeprefix('rxbilling.services.')}.{name}": function
        for module in modules(rxbilling.services)
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }


def with_actor() -> set[str]:
    """Return the functions whose first argument is who acts."""
    return {
        name
        for name, function in functions().items()
        if next(iter(inspect.signature(function).parameters), "") == "actor" and name != "access.require"
    }


# Called in a transaction of another function here, which has let the actor in.


def called_from(*packages: str) -> set[str]:
    """Return the functions of services that the modules of some packages have at hand, by any name."""
    known = {function: name for name, function in functions().items()}
    found = set()
    for package in packages:
        for module in modules(importlib.import_module(package)):
            source = inspect.getsource(module)
            for value in vars(module).values():
                if inspect.isfunction(value) and value in known:
                    found.add(known[value])
                if inspect.ismodule(value) and value.__name__.startswith("rxbilling.services."):
                    short = value.__name__.rsplit(".", 1)[1]
                    found |= {
                        known[function]
                        for name, function in vars(value).items()
                        if inspect.isfunction(function) and function in known and f"{short}.{name}" in source
                    }
    return found


@pytest.fixture
def everybody(office: Engine, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the office with a user of each role, an entry of Ana's, and a data folder."""
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    for number, role in enumerate(("rep", "manager", "finance", "admin"), start=1):
        rep = 1 if role == "rep" else None
        hashed = hash_password("a long password")
        add(office, User(id=number, email=f"{role}@example.org", name=role, role=role, rep_id=rep, created_at=0,
                         password_hash=hashed))  # fmt: skip
    add_work(office, Work())
    return office


def acting(role: str | None) -> Actor | None:
    if role is None:
        return None
    with reading() as db:
        users = {user.role: user for user in db.exec(select(User))}
    user = users[role]
    return Actor(user_id=user.id, name=role, role=role, rep_id=user.rep_id, email=user.email)


def refusal(name: str, actor: Actor | None) -> str | None:
    """Return why somebody is refused for who they are; None where that is not why."""
    function, how = functions()[name], MATRIX[name][1]
    try:
        made = how(actor) if callable(how) else function(actor, *(how or ()), **KEYWORDS.get(name, {}))
    except Refused as refused:
        return refused.message.msgid if refused.message in (NOT_ALLOWED, SIGN_IN_FIRST) else None
    if isinstance(made, io.IOBase):
        made.close()
    return None


def content(database: Engine) -> str:
    """Return everything that is stored."""
    with writing(database) as db:
        connection = db.connection().connection
        return "\n".join(connection.iterdump())  # type: ignore[attr-defined]  # sqlite3's own


def test_every_function_that_takes_an_actor_has_a_row() -> None:
    assert with_actor() == set(MATRIX)


def test_every_other_function_that_is_given_an_actor_is_known() -> None:
    given = {name for name, function in functions().items() if "actor" in inspect.signature(function).parameters}
    assert given - set(MATRIX) - {"access.require"} == WITHIN


def test_states_and_routes_call_nothing_else() -> None:
    reachable = called_from("rxbilling.state", "rxbilling.api")
    assert len(reachable) > 40
    checked = {name for name, (_, how) in MATRIX.items() if how is not None}
    assert reachable - checked - WITHOUT_ACTOR == set()


@pytest.mark.parametrize(("name", "who"), CALLED)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_each_is_refused_or_allowed_as_the_matrix_says(everybody: Engine, name: str, who: str | None) -> None:
    before = content(everybody)
    expected = None if who in MATRIX[name][0] else (SIGN_IN_FIRST if who is None else NOT_ALLOWED).msgid
    assert refusal(name, acting(who)) == expected
    if expected:
        assert content(everybody) == before
