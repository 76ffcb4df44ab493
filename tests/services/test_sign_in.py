import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.config import settings
from rxbilling.models import AuditEvent, Session, SignInFailure, User
from rxbilling.models.database import reading, writing
from rxbilling.services import passwords, sessions
from rxbilling.services import sign_in as service
from rxbilling.services.sign_in import WRONG, SignedIn
from rxbilling.services.throttle import FAILURES_OF_ADDRESS, FAILURES_OF_EMAIL, TOO_MANY, WINDOW_S
from tests.services.clock import Clock

EMAIL, PASSWORD, ADDRESS = "ada@example.com", "a long password", "192.0.2.1"
HOUR, DAY = 3600, 86_400


@pytest.fixture
def user(installation: Engine, clock: Clock) -> User:
    made = User(
        id=1, email=EMAIL, name="Ada", role="manager", language="fr", created_at=clock(),
        password_hash=passwords.hash_password(PASSWORD),
    )  # fmt: skip
    with writing() as db:
        db.add(made)
    return made


def signed_in(email: str = EMAIL, password: str = PASSWORD) -> str:
    made = service.sign_in(email, password, ADDRESS)
    assert isinstance(made, SignedIn)
    assert made.stage == "in"
    return made.token


def fail(times: int, email: str = EMAIL, address: str = ADDRESS) -> None:
    for _ in range(times):
        service.sign_in(email, "not it", address)


@pytest.mark.usefixtures("user")
def test_the_right_password_opens_a_session() -> None:
    actor = sessions.actor_of(signed_in("  Ada@Example.COM "), "198.51.100.7")
    assert actor is not None
    assert (actor.user_id, actor.name, actor.role, actor.language) == (1, "Ada", "manager", "fr")
    assert (actor.email, actor.address) == (EMAIL, "198.51.100.7")
    with reading() as db:
        event = db.exec(select(AuditEvent)).one()
    assert (event.action, event.user_id, event.address) == ("sign in", 1, ADDRESS)


@pytest.mark.usefixtures("user")
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer() -> None:
    assert service.sign_in(EMAIL, "not it", ADDRESS) == WRONG
    assert service.sign_in("nobody@example.com", PASSWORD, ADDRESS) == WRONG
    with reading() as db:
        assert {failure.email for failure in db.exec(select(SignInFailure))} == {EMAIL, "nobody@example.com"}
        assert db.exec(select(Session)).all() == []


@pytest.mark.usefixtures("user")
def test_no_token_is_nobody() -> None:
    signed_in()
    assert sessions.actor_of(None) is None
    assert sessions.actor_of("") is None
    assert sessions.actor_of("guessed") is None


@pytest.mark.usefixtures("user")
def test_only_the_hash_of_a_token_is_kept() -> None:
    token = signed_in()
    with reading() as db:
        stored = db.exec(select(Session)).one()
    assert bytes(stored.token_hash) == sessions.hash_token(token)
    assert token not in repr(stored.model_dump())
    assert sessions.actor_of(bytes(stored.token_hash).hex()) is None


@pytest.mark.usefixtures("user")
def test_five_failures_close_an_address_for_a_while(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "is_right", lambda stored, password: bool(stored) and password == PASSWORD)
    fail(FAILURES_OF_EMAIL - 1)
    assert service.sign_in(EMAIL, "not it", ADDRESS) == WRONG
    assert service.sign_in(EMAIL, PASSWORD, "203.0.113.5") == TOO_MANY
    clock.pass_by(WINDOW_S - 1)
    assert service.sign_in(EMAIL, PASSWORD, ADDRESS) == TOO_MANY
    clock.pass_by(1)
    signed_in()


@pytest.mark.usefixtures("user")
def test_an_unknown_address_is_throttled_alike(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "is_right", lambda stored, password: bool(stored) and password == PASSWORD)
    fail(FAILURES_OF_EMAIL, "nobody@example.com")
    assert service.sign_in("nobody@example.com", PASSWORD, ADDRESS) == TOO_MANY
    assert service.sign_in(EMAIL, "not it", ADDRESS) == WRONG
    clock.pass_by(WINDOW_S)
    assert service.sign_in("nobody@example.com", PASSWORD, ADDRESS) == WRONG


@pytest.mark.usefixtures("user", "clock")
def test_many_failures_of_one_network_address_close_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "is_right", lambda stored, password: bool(stored) and password == PASSWORD)
    for number in range(FAILURES_OF_ADDRESS):
        fail(1, f"guess{number}@example.com")
    assert service.sign_in(EMAIL, PASSWORD, ADDRESS) == TOO_MANY
    assert isinstance(service.sign_in(EMAIL, PASSWORD, "203.0.113.5"), SignedIn)


@pytest.mark.usefixtures("user")
def test_signing_in_forgets_the_failures_before() -> None:
    fail(2)
    signed_in()
    with reading() as db:
        assert db.exec(select(SignInFailure)).all() == []


@pytest.mark.usefixtures("user")
def test_a_session_ends_when_it_is_not_used(clock: Clock) -> None:
    token = signed_in()
    idle = settings().session_idle_hours * HOUR
    clock.pass_by(idle - 1)
    assert sessions.actor_of(token) is not None
    clock.pass_by(idle - 1)
    assert sessions.actor_of(token) is not None
    clock.pass_by(idle)
    assert sessions.actor_of(token) is None


@pytest.mark.usefixtures("user")
def test_a_session_ends_even_when_it_is_used(clock: Clock) -> None:
    token = signed_in()
    for _ in range(settings().session_days * 4 - 1):
        clock.pass_by(DAY // 4)
        assert sessions.actor_of(token) is not None
    clock.pass_by(DAY // 4)
    assert sessions.actor_of(token) is None


@pytest.mark.usefixtures("user")
def test_signing_in_drops_sessions_that_ended(clock: Clock) -> None:
    signed_in()
    clock.pass_by(settings().session_idle_hours * HOUR)
    signed_in()
    with reading() as db:
        assert len(db.exec(select(Session)).all()) == 1


@pytest.mark.usefixtures("user")
def test_signing_out_ends_this_session_only() -> None:
    here, there = signed_in(), signed_in()
    assert here != there
    sessions.sign_out(here)
    assert sessions.actor_of(here) is None
    assert sessions.actor_of(there) is not None


def test_a_deactivated_user_is_out_at_once(user: User) -> None:
    token = signed_in()
    with writing() as db:
        found = db.get_one(User, user.id)
        found.active = False
        db.add(found)
    assert sessions.actor_of(token) is None
    assert service.sign_in(EMAIL, PASSWORD, ADDRESS) == WRONG
