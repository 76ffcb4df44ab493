"""What users change of themselves, their sessions and their tokens; and what administrators change of users."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import ApiToken, AuditEvent, Rep, User
from rxbilling.models.database import reading
from rxbilling.services import api_tokens, entries, links, profile, sessions, sign_in, throttle, user_access, users
from rxbilling.services.access import COMMAND_LINE, Actor, Changed, Invalid, NotThere, Refused, Right
from rxbilling.services.filters import WorkFilter
from rxbilling.services.person import Person
from rxbilling.services.profile import Profile
from rxbilling.services.sign_in import SignedIn
from tests.services.rows import Work, add, add_work

EMAIL, PASSWORD, NEW = "ada@example.com", "a long password", "another password"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def ada(installation: Engine) -> int:
    return users.add_user(COMMAND_LINE, Person(EMAIL, "Ada", "manager"), PASSWORD)


def acting(email: str = EMAIL, password: str = PASSWORD, agent: str = FIREFOX) -> Actor:
    made = sign_in.sign_in(email, password, "192.0.2.1", agent=agent)
    assert isinstance(made, SignedIn)
    actor = sessions.actor_of(made.token)
    assert actor is not None
    return actor


def last_event() -> AuditEvent:
    with reading() as db:
        return list(db.exec(select(AuditEvent)))[-1]


def test_a_profile_is_changed_and_remembered(ada: int) -> None:
    actor = acting()
    _, version = profile.own(actor)
    profile.change(actor, Profile(" Ada L. ", "fr", "Europe/Paris", "dark"), version)
    assert profile.own(actor) == (Profile("Ada L.", "fr", "Europe/Paris", "dark"), version + 1)
    assert last_event().before == {"language": "en", "name": "Ada", "theme": "system", "zone": ""}
    with pytest.raises(Changed):
        profile.change(actor, Profile("Ada", "en", "", "light"), version)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 101), ("language", "xx"), ("zone", "Mars/Olympus"), ("theme", "pink")],
)
def test_what_no_profile_has_is_refused(ada: int, field: str, value: str) -> None:
    actor = acting()
    before, version = profile.own(actor)
    with pytest.raises(Invalid) as refused:
        profile.change(actor, replace(before, **{field: value}), version)
    assert refused.value.field == field
    assert profile.own(actor) == (before, version)


def test_a_new_password_ends_the_other_sessions(ada: int) -> None:
    here, there = acting(), acting()
    for current, new, field in (("not it", NEW, "current"), (PASSWORD, "short", "password"),
                                (PASSWORD, PASSWORD, "password")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            profile.change_password(here, current, new)
        assert refused.value.field == field
    profile.change_password(here, PASSWORD, NEW)
    assert [own.number for own in sessions.own(here)] == [here.session_id]
    assert there.session_id != here.session_id
    assert isinstance(sign_in.sign_in(EMAIL, NEW, ""), SignedIn)


def test_guessing_the_password_in_a_browser_that_was_left_open_is_throttled(ada: int) -> None:
    actor = acting()
    for _ in range(throttle.FAILURES_OF_EMAIL):
        with pytest.raises(Invalid):
            profile.change_password(actor, "not it", NEW)
    with pytest.raises(Refused, match="Too many attempts"):
        profile.change_password(actor, PASSWORD, NEW)


def test_own_sessions_are_listed_and_ended(ada: int) -> None:
    users.add_user(COMMAND_LINE, Person("eve@example.com", "Eve", "manager"), PASSWORD)
    here, there, eve = acting(), acting(agent="curl/8"), acting("eve@example.com")
    listed = sessions.own(here)
    assert [(own.number, own.is_this) for own in listed] == [(there.session_id, False), (here.session_id, True)]
    assert (listed[1].browser, listed[1].system, listed[1].address) == ("Firefox", "Linux", "192.0.2.1")
    assert eve.session_id is not None
    with pytest.raises(NotThere):
        sessions.end(here, eve.session_id)
    assert len(sessions.own(eve)) == 1
    assert there.session_id is not None
    sessions.end(here, there.session_id)
    third = acting()
    sessions.end_others(here)
    assert [own.number for own in sessions.own(here)] == [here.session_id]
    assert third.session_id != here.session_id


def test_a_token_acts_as_its_user_within_its_scopes(ada: int, installation: Engine) -> None:
    actor = acting()
    token = api_tokens.create(actor, "Reports", ["read"], 30, PASSWORD)
    found = api_tokens.actor_of(token, "198.51.100.1")
    assert found is not None
    assert (found.user_id, found.role, found.address, found.scopes) == (ada, "manager", "198.51.100.1", {"read"})
    allowed = {right for right in Right if found.may(right)}
    assert allowed == {
        Right.SEE_OWN_WORK,
        Right.SEE_ALL_WORK,
        Right.SEE_CUSTOMERS,
        Right.SEE_CONTRACTS,
        Right.SEE_BILLS,
    }
    with pytest.raises(Refused):
        profile.change_password(found, PASSWORD, NEW)
    with pytest.raises(Refused):
        api_tokens.create(found, "More", ["write"], 30, PASSWORD)


@pytest.mark.parametrize("role", ["rep", "manager", "finance", "admin"])
def test_no_token_administers(role: str) -> None:
    users.add_user(COMMAND_LINE, Person("all@example.com", "All", role), PASSWORD)
    found = api_tokens.actor_of(
        api_tokens.create(acting("all@example.com"), "All", ["read", "write", "bill", "export"], 1, PASSWORD)
    )
    assert found is not None
    never = (Right.ADMINISTER, Right.SEE_AUDIT, Right.IMPORT, Right.CLOSE_PERIODS, Right.OWN_PROFILE)
    assert [right for right in never if found.may(right)] == []


def test_a_token_without_reading_sees_nobody_s_work(ada: int, office: Engine) -> None:
    add_work(office, Work(rep=2))
    found = api_tokens.actor_of(api_tokens.create(acting(), "Timer", ["write"], 30, PASSWORD))
    assert found is not None
    with pytest.raises(Refused):
        entries.page(found, WorkFilter())


def test_only_the_hash_of_a_token_is_kept_and_its_use_is_noted(ada: int) -> None:
    actor = acting()
    token = api_tokens.create(actor, "Reports", ["read"], 30, PASSWORD)
    (row,) = api_tokens.own(actor)
    assert token not in repr(row.model_dump())
    assert token.startswith(row.hint)
    assert row.used_at is None
    api_tokens.actor_of(token)
    assert api_tokens.own(actor)[0].used_at is not None


def test_a_token_ends(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = acting()
    short, taken_back, kept = (api_tokens.create(actor, name, ["read"], days, PASSWORD) for name, days in
                               (("short", 1), ("back", 30), ("kept", 30)))  # fmt: skip
    number = next(row.id for row in api_tokens.own(actor) if row.name == "back")
    assert number is not None
    api_tokens.revoke(actor, number)
    with pytest.raises(NotThere):
        api_tokens.revoke(actor, number)
    later = api_tokens.now() + 86_400
    monkeypatch.setattr(api_tokens, "now", lambda: later)
    assert [api_tokens.actor_of(token) is None for token in (short, taken_back, kept)] == [True, True, False]
    user_access.set_active(COMMAND_LINE, ada, active=False)
    assert api_tokens.actor_of(kept) is None
    with reading() as db:
        assert db.exec(select(ApiToken)).all() == []


@pytest.mark.parametrize("token", ["", "rxb_", "guess", "rxb_" + "x" * 43])
def test_what_is_no_token_is_nobody(ada: int, token: str) -> None:
    assert api_tokens.actor_of(token) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days", "field"),
    [("", ["read"], 1, "name"), ("x", [], 1, "scopes"), ("x", ["admin"], 1, "scopes"), ("x", ["read"], 0, "days"),
     ("x", ["read"], 367, "days")],
)  # fmt: skip
def test_what_no_token_is_is_refused(ada: int, name: str, scopes: list[str], days: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        api_tokens.create(acting(), name, scopes, days, PASSWORD)
    assert refused.value.field == field


def test_a_token_of_somebody_else_is_not_taken_back(ada: int) -> None:
    users.add_user(COMMAND_LINE, Person("eve@example.com", "Eve", "admin"), PASSWORD)
    token = api_tokens.create(acting(), "Reports", ["read"], 30, PASSWORD)
    (row,) = api_tokens.own(acting())
    with pytest.raises(NotThere):
        api_tokens.revoke(acting("eve@example.com"), row.id or 0)
    assert api_tokens.actor_of(token) is not None


def version_of(number: int) -> int:
    with reading() as db:
        return db.get_one(User, number).version


def test_a_user_is_changed_at_once_everywhere(ada: int, installation: Engine) -> None:
    add(installation, Rep(id=5, name="Ana"))
    user_access.set_active(COMMAND_LINE, ada, active=True)
    actor = acting()
    wanted = Person("ada@new.example", "Ada L.", "rep", 5)
    users.change(COMMAND_LINE, ada, version_of(ada), wanted)
    assert last_event().after == {"email": "ada@new.example", "name": "Ada L.", "rep": "Ana", "role": "rep"}
    assert [(one.user.email, one.rep) for one in users.all_users(COMMAND_LINE)] == [("ada@new.example", "Ana")]
    with pytest.raises(Changed):
        users.change(COMMAND_LINE, ada, 1, wanted)
    assert actor.role == "manager"


def test_a_rep_is_one_user(ada: int, installation: Engine) -> None:
    add(installation, Rep(id=5, name="Ana"))
    users.change(COMMAND_LINE, ada, version_of(ada), Person(EMAIL, "Ada", "rep", 5))
    with pytest.raises(Invalid, match="linked to"):
        users.invite(COMMAND_LINE, Person("b@example.com", "B", "rep", 5))
    users.change(COMMAND_LINE, ada, version_of(ada), Person(EMAIL, "Ada", "rep", None))
    users.invite(COMMAND_LINE, Person("b@example.com", "B", "rep", 5))


def test_an_administrator_is_always_left(ada: int) -> None:
    boss = users.add_user(COMMAND_LINE, Person("boss@example.com", "Boss", "admin"), PASSWORD)
    attempts: list[Callable[[], None]] = [
        lambda: users.change(COMMAND_LINE, boss, version_of(boss), Person("boss@example.com", "Boss", "rep")),
        lambda: user_access.set_active(COMMAND_LINE, boss, active=False),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="last administrator"):
            attempt()
    with pytest.raises(Refused, match="yourself"):
        user_access.set_active(acting("boss@example.com"), boss, active=False)
    users.change(COMMAND_LINE, ada, version_of(ada), Person(EMAIL, "Ada", "admin"))
    user_access.set_active(COMMAND_LINE, boss, active=False)
    users.change(COMMAND_LINE, boss, version_of(boss), Person("boss@example.com", "Boss", "rep"))


def test_a_token_takes_the_password(ada: int) -> None:
    with pytest.raises(Invalid) as refused:
        api_tokens.create(acting(), "Reports", ["read"], 30, "not it")
    assert refused.value.field == "current"
    assert api_tokens.own(acting()) == []


def test_tokens_end_when_somebody_else_shuts_the_door(ada: int) -> None:
    ways: list[Callable[[], object]] = [
        lambda: user_access.sign_out_everywhere(COMMAND_LINE, ada),
        lambda: user_access.set_password(COMMAND_LINE, EMAIL, PASSWORD),
        lambda: links.accept(user_access.new_link(COMMAND_LINE, ada), PASSWORD, ""),
    ]
    for way in ways:
        token = api_tokens.create(acting(), "Reports", ["read"], 30, PASSWORD)
        assert api_tokens.actor_of(token) is not None
        way()
        assert api_tokens.actor_of(token) is None


def test_of_oneself_the_locks_are_changed_on_the_profile() -> None:
    users.add_user(COMMAND_LINE, Person("boss@example.com", "Boss", "admin"), PASSWORD)
    boss = acting("boss@example.com")
    assert boss.user_id is not None
    for change in (user_access.remove_second_factor, user_access.new_link):
        with pytest.raises(Refused, match="on your profile"):
            change(boss, boss.user_id)


def test_whoever_is_only_invited_is_no_administrator_yet(ada: int) -> None:
    users.change(COMMAND_LINE, ada, version_of(ada), Person(EMAIL, "Ada", "admin"))
    users.invite(COMMAND_LINE, Person("b@example.com", "B", "admin"))
    with pytest.raises(Refused, match="last administrator"):
        user_access.set_active(COMMAND_LINE, ada, active=False)


def test_what_a_page_asks_by_itself_does_not_keep_a_session_alive(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sign_in.sign_in(EMAIL, PASSWORD, "")
    assert isinstance(made, SignedIn)
    seen = sessions.own(sessions.actor_of(made.token))[0].seen_at
    later = seen + 3600
    monkeypatch.setattr(sessions, "now", lambda: later)
    actor = sessions.actor_of(made.token, touch=False)
    assert sessions.own(actor)[0].seen_at == seen
    sessions.actor_of(made.token)
    assert sessions.own(actor)[0].seen_at == later


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\x1bb"])
def test_letters_that_are_none_are_left_out(ada: int, text: str) -> None:
    assert sign_in.sign_in(f"{text}@example.com", PASSWORD, "") == sign_in.WRONG
    actor = acting()
    _, version = profile.own(actor)
    profile.change(actor, Profile(text, "en", "", "dark"), version)
    assert profile.own(actor)[0].name == "ab"


@pytest.mark.parametrize("number", [-1, 0, 2**31, 2**70])
def test_numbers_that_no_row_has_are_nobody_s(ada: int, number: int) -> None:
    actor = acting()
    attempts: list[Callable[[], object]] = [
        lambda: sessions.end(actor, number),
        lambda: api_tokens.revoke(actor, number),
        lambda: user_access.set_active(COMMAND_LINE, number, active=False),
        lambda: users.change(COMMAND_LINE, number, 1, Person(EMAIL, "A", "rep")),
        lambda: users.invite(COMMAND_LINE, Person("b@example.com", "B", "rep", number)),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
