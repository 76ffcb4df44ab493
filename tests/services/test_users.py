import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AuditEvent, Rep, User
from rxbilling.models.database import reading
from rxbilling.services import passwords, profile, sessions, sign_in, throttle, user_access, users
from rxbilling.services.access import COMMAND_LINE, Actor, Refused
from rxbilling.services.person import Person
from rxbilling.services.sign_in import SignedIn
from tests.services.rows import FINANCE, MANAGER, REP_1, add

EMAIL, PASSWORD = "Bea@Example.com", "long enough"
pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def bea(installation: Engine) -> int:
    return users.add_user(COMMAND_LINE, Person(EMAIL, "Bea", "rep"), PASSWORD)


def stage(email: str, password: str) -> str:
    made = sign_in.sign_in(email, password, "")
    return made.stage if isinstance(made, SignedIn) else made.msgid


def stored(number: int) -> User:
    with reading() as db:
        return db.get_one(User, number)


def test_the_first_admin_is_made_once() -> None:
    made = users.first_admin()
    assert made is not None
    email, password = made
    assert len(password) >= passwords.SHORTEST
    assert stage(email, password) == "password"
    assert users.first_admin() is None
    assert [listed.user.role for listed in users.all_users(COMMAND_LINE)] == ["admin"]


def test_where_there_is_a_user_no_admin_is_made(bea: int) -> None:
    assert users.first_admin() is None
    assert [listed.user.id for listed in users.all_users(COMMAND_LINE)] == [bea]


def test_a_user_is_added_with_its_password_hashed_and_remembered(bea: int) -> None:
    user = stored(bea)
    assert (user.email, user.name, user.role, user.active) == (EMAIL, "Bea", "rep", True)
    assert user.password_hash.startswith("$argon2id$")
    with reading() as db:
        event = db.exec(select(AuditEvent)).one()
    assert (event.action, event.subject, event.subject_id) == ("add", "user", bea)
    assert event.after == {"email": EMAIL, "name": "Bea", "role": "rep", "rep": None}


def test_a_user_without_a_name_has_its_address() -> None:
    assert stored(users.add_user(COMMAND_LINE, Person("x@y.z", " ", "rep"), PASSWORD)).name == "x@y.z"


def test_a_user_is_a_rep_by_name(installation: Engine) -> None:
    add(installation, Rep(id=5, name="Ana"))
    assert (
        stored(
            users.add_user(COMMAND_LINE, Person("a@y.z", "Ana", "rep", users.rep_named(COMMAND_LINE, "Ana")), PASSWORD)
        ).rep_id
        == 5
    )
    with pytest.raises(Refused) as refused:
        users.add_user(COMMAND_LINE, Person("b@y.z", "Bob", "rep", users.rep_named(COMMAND_LINE, "Bob")), PASSWORD)
    assert refused.value.message.text("en") == "There is no rep called Bob."
    assert len(users.all_users(COMMAND_LINE)) == 1


@pytest.mark.parametrize(
    ("email", "role", "password", "answer"),
    [
        ("nobody", "rep", PASSWORD, "nobody is not an e-mail address."),
        ("a b@c", "rep", PASSWORD, "a b@c is not an e-mail address."),
        ("a@b.c", "king", PASSWORD, "The role is one of rep, manager, finance, admin."),
        ("a@b.c", "rep", "too short", "A password has at least 10 characters."),
        ("a@b.c", "rep", " " * 20, "A password has at least 10 characters."),
    ],
)
def test_what_cannot_be_a_user_is_refused(email: str, role: str, password: str, answer: str) -> None:
    with pytest.raises(Refused) as refused:
        users.add_user(COMMAND_LINE, Person(email, "X", role), password)
    assert refused.value.message.text("en") == answer
    assert users.all_users(COMMAND_LINE) == []


@pytest.mark.usefixtures("bea")
def test_an_address_is_taken_in_any_case_of_letters() -> None:
    with pytest.raises(Refused, match="There is a user with the address"):
        users.add_user(COMMAND_LINE, Person(" bEA@example.com", "Other", "rep"), PASSWORD)
    assert len(users.all_users(COMMAND_LINE)) == 1


@pytest.mark.parametrize("actor", [REP_1, MANAGER, FINANCE])
def test_only_an_administrator_may(bea: int, actor: Actor) -> None:
    before = stored(bea)
    with pytest.raises(Refused):
        users.add_user(actor, Person("n@y.z", "N", "admin"), PASSWORD)
    with pytest.raises(Refused):
        user_access.set_password(actor, EMAIL, "another password")
    with pytest.raises(Refused):
        users.all_users(actor)
    assert [listed.user for listed in users.all_users(COMMAND_LINE)] == [before]


@pytest.mark.usefixtures("bea")
def test_a_new_password_ends_sessions_and_opens_a_closed_address() -> None:
    made = sign_in.sign_in(EMAIL, PASSWORD, "")
    assert isinstance(made, SignedIn)
    for _ in range(throttle.FAILURES_OF_EMAIL):
        sign_in.sign_in(EMAIL, "guess", "")
    user_access.set_password(COMMAND_LINE, "bea@example.COM", "another password")
    assert sessions.actor_of(made.token) is None
    assert sign_in.sign_in(EMAIL, PASSWORD, "") == sign_in.WRONG
    assert stage(EMAIL, "another password") == "in"


def test_a_new_password_for_nobody_is_refused() -> None:
    with pytest.raises(Refused, match="There is no user"):
        user_access.set_password(COMMAND_LINE, "no@body.z", "another password")


def test_a_short_new_password_is_refused(bea: int) -> None:
    before = stored(bea)
    with pytest.raises(Refused, match="A password has at least"):
        user_access.set_password(COMMAND_LINE, EMAIL, "short")
    assert stored(bea) == before


def test_a_language_is_remembered(bea: int) -> None:
    actor = Actor(user_id=bea, name="Bea", role="rep")
    profile.set_language(actor, "fr")
    profile.set_language(actor, "xx")
    profile.set_language(COMMAND_LINE, "en")
    assert stored(bea).language == "fr"
