"""Codes that change with time, recovery codes, links, and passwords that are valid once."""

from collections.abc import Callable

import pyotp
import pytest
from sqlalchemy import Engine
from sqlmodel import select

from rxbilling.models import AccessLink, RecoveryCode, Session, User
from rxbilling.models.database import reading, writing
from rxbilling.services import links, passwords, profile, second_factor, sessions, sign_in, throttle, user_access, users
from rxbilling.services.access import COMMAND_LINE, Actor, Changed, Invalid, NotThere, Refused
from rxbilling.services.person import Person
from rxbilling.services.sign_in import BEGIN_AGAIN, SAME_PASSWORD, WRONG_CODE, SignedIn
from rxbilling.services.throttle import TOO_MANY
from tests.services.clock import Clock

EMAIL, PASSWORD, NEW, ADDRESS = "ada@example.com", "a long password", "another password", "192.0.2.1"
pytestmark = pytest.mark.usefixtures("installation")


@pytest.fixture
def ada(installation: Engine, clock: Clock) -> int:
    return users.add_user(COMMAND_LINE, Person(EMAIL, "Ada", "manager"), PASSWORD)


def enter(password: str = PASSWORD) -> SignedIn:
    made = sign_in.sign_in(EMAIL, password, ADDRESS)
    assert isinstance(made, SignedIn), made
    return made


def acting() -> Actor:
    actor = sessions.actor_of(enter().token)
    assert actor is not None
    return actor


@pytest.fixture
def secret(ada: int, clock: Clock) -> str:
    """Turn the second factor on; return its secret."""
    made = second_factor.new_secret()
    second_factor.turn_on(acting(), made, pyotp.TOTP(made).at(clock()), PASSWORD)
    clock.instant += 60
    return made


def test_a_code_is_asked_for_after_the_password(secret: str, clock: Clock) -> None:
    waiting = enter()
    assert (waiting.stage, sessions.actor_of(waiting.token)) == ("code", None)
    done = sign_in.give_code(waiting.token, pyotp.TOTP(secret).at(clock()), ADDRESS)
    assert isinstance(done, SignedIn)
    assert done.stage == "in"
    assert sessions.actor_of(done.token) is not None
    assert done.token != waiting.token
    assert sign_in.give_code(waiting.token, pyotp.TOTP(secret).at(clock() + 30), ADDRESS) == BEGIN_AGAIN


@pytest.mark.parametrize(("offset", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_code_is_good_for_its_half_minute_and_those_beside_it(
    secret: str, clock: Clock, offset: int, *, accepted: bool
) -> None:
    clock.instant += 3600
    code = pyotp.TOTP(secret).at(clock() + offset)
    assert isinstance(sign_in.give_code(enter().token, code, ADDRESS), SignedIn) is accepted


def test_a_code_works_once(secret: str, clock: Clock) -> None:
    code = pyotp.TOTP(secret).at(clock())
    assert isinstance(sign_in.give_code(enter().token, code, ADDRESS), SignedIn)
    assert sign_in.give_code(enter().token, code, ADDRESS) == WRONG_CODE


def test_a_waiting_session_is_nothing_and_ends_soon(secret: str, clock: Clock) -> None:
    waiting = enter()
    clock.instant += sessions.UNFINISHED_S
    assert sign_in.give_code(waiting.token, pyotp.TOTP(secret).at(clock()), ADDRESS) == BEGIN_AGAIN
    assert sign_in.give_code(None, "000000", ADDRESS) == BEGIN_AGAIN


def test_a_full_session_is_not_one_that_waits(ada: int) -> None:
    token = enter().token
    assert sign_in.give_code(token, "000000", ADDRESS) == BEGIN_AGAIN
    assert sign_in.choose_password(token, NEW, ADDRESS) == BEGIN_AGAIN


def test_guessing_codes_is_throttled(secret: str, clock: Clock) -> None:
    waiting = enter()
    for _ in range(throttle.FAILURES_OF_EMAIL):
        assert sign_in.give_code(waiting.token, "not it", ADDRESS) == WRONG_CODE
    assert sign_in.give_code(waiting.token, pyotp.TOTP(secret).at(clock()), ADDRESS) == TOO_MANY
    assert sign_in.sign_in(EMAIL, PASSWORD, "203.0.113.9") == TOO_MANY


def test_the_password_alone_does_not_forget_failures_of_the_code(secret: str) -> None:
    sign_in.give_code(enter().token, "not it", ADDRESS)
    enter()
    with reading() as db:
        assert throttle.is_shut(db, EMAIL, ADDRESS) is False
    for _ in range(throttle.FAILURES_OF_EMAIL - 1):
        sign_in.give_code(enter().token, "not it", ADDRESS)
    assert sign_in.sign_in(EMAIL, PASSWORD, ADDRESS) == TOO_MANY


def test_each_recovery_code_works_once(ada: int, clock: Clock) -> None:
    made = second_factor.new_secret()
    codes = second_factor.turn_on(acting(), made, pyotp.TOTP(made).at(clock()), PASSWORD)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert isinstance(sign_in.give_code(enter().token, codes[0].lower(), ADDRESS), SignedIn)
    assert sign_in.give_code(enter().token, codes[0], ADDRESS) == WRONG_CODE
    assert isinstance(sign_in.give_code(enter().token, f" {codes[1]} ".replace("-", " "), ADDRESS), SignedIn)
    with reading() as db:
        stored = db.exec(select(RecoveryCode)).all()
    assert len(stored) == second_factor.RECOVERY_CODES - 2
    assert codes[2] not in repr([row.model_dump() for row in stored])


def test_nothing_is_turned_on_without_password_and_code(ada: int, clock: Clock) -> None:
    actor, made = acting(), second_factor.new_secret()
    right = pyotp.TOTP(made).at(clock())
    for code, password, field in (("000000", PASSWORD, "code"), (right, "not it", "current"), ("", PASSWORD, "code")):
        with pytest.raises(Invalid) as refused:
            second_factor.turn_on(actor, made, code, password)
        assert refused.value.field == field
    assert second_factor.is_on(actor) is False
    second_factor.turn_on(actor, made, right, PASSWORD)
    assert second_factor.is_on(actor) is True
    with pytest.raises(Refused, match="set up already"):
        second_factor.turn_on(actor, made, pyotp.TOTP(made).at(clock() + 30), PASSWORD)


def test_turning_off_takes_the_password(secret: str, clock: Clock) -> None:
    done = sign_in.give_code(enter().token, pyotp.TOTP(secret).at(clock()), ADDRESS)
    assert isinstance(done, SignedIn)
    actor = sessions.actor_of(done.token)
    with pytest.raises(Refused):
        second_factor.turn_off(actor, "not it")
    second_factor.turn_off(actor, PASSWORD)
    assert enter().stage == "in"
    with reading() as db:
        assert db.exec(select(RecoveryCode)).all() == []


def test_an_administrator_takes_a_lost_one_away(secret: str, ada: int) -> None:
    user_access.remove_second_factor(COMMAND_LINE, ada)
    assert enter().stage == "in"


def test_the_picture_is_an_image_of_the_key(ada: int) -> None:
    assert second_factor.picture(acting(), second_factor.new_secret()).startswith("<svg")


def test_a_password_that_is_valid_once_must_be_changed(ada: int) -> None:
    user_access.set_password(COMMAND_LINE, EMAIL, "given by the boss", one_time=True)
    waiting = enter("given by the boss")
    assert (waiting.stage, sessions.actor_of(waiting.token)) == ("password", None)
    assert sign_in.choose_password(waiting.token, "given by the boss", ADDRESS) == SAME_PASSWORD
    short = sign_in.choose_password(waiting.token, "short", ADDRESS)
    assert not isinstance(short, SignedIn)
    done = sign_in.choose_password(waiting.token, NEW, ADDRESS)
    assert isinstance(done, SignedIn)
    assert sessions.actor_of(done.token) is not None
    assert enter(NEW).stage == "in"
    assert sign_in.choose_password(waiting.token, "yet another one", ADDRESS) == BEGIN_AGAIN


def test_an_invitation_sets_a_password_once(clock: Clock) -> None:
    token = users.invite(COMMAND_LINE, Person("bob@example.com", "Bob", "rep"))
    assert sign_in.sign_in("bob@example.com", "", ADDRESS) == sign_in.WRONG
    found = links.look(token)
    assert found is not None
    assert (found.email, found.name, found.purpose) == ("bob@example.com", "Bob", "invite")
    assert not isinstance(links.accept(token, "short", ADDRESS), SignedIn)
    done = links.accept(token, NEW, ADDRESS)
    assert isinstance(done, SignedIn)
    assert sessions.actor_of(done.token) is not None
    assert links.look(token) is None
    assert links.accept(token, "yet another one", ADDRESS) == links.USED_UP
    with reading() as db:
        assert db.exec(select(AccessLink)).all() == []


@pytest.mark.parametrize("purpose", ["invite", "reset"])
def test_a_link_is_not_for_ever(ada: int, clock: Clock, purpose: str) -> None:
    invited = users.invite(COMMAND_LINE, Person("bob@example.com", "Bob", "rep"))
    token = invited if purpose == "invite" else user_access.new_link(COMMAND_LINE, ada)
    clock.instant += links.DAYS[purpose] * 86_400
    assert links.look(token) is None
    assert links.accept(token, NEW, ADDRESS) == links.USED_UP


def test_a_new_link_ends_the_one_before_and_only_its_hash_is_kept(ada: int) -> None:
    first, second = (user_access.new_link(COMMAND_LINE, ada) for _ in range(2))
    assert links.look(first) is None
    assert links.look(second) is not None
    with reading() as db:
        assert second not in repr([row.model_dump() for row in db.exec(select(AccessLink))])


def test_a_reset_ends_sessions_and_still_asks_for_the_code(secret: str, ada: int, clock: Clock) -> None:
    open_before = sign_in.give_code(enter().token, pyotp.TOTP(secret).at(clock()), ADDRESS)
    assert isinstance(open_before, SignedIn)
    done = links.accept(user_access.new_link(COMMAND_LINE, ada), NEW, ADDRESS)
    assert isinstance(done, SignedIn)
    assert done.stage == "code"
    assert sessions.actor_of(open_before.token) is None


def test_who_is_deactivated_is_out_of_everything(ada: int) -> None:
    token, link = enter().token, user_access.new_link(COMMAND_LINE, ada)
    user_access.set_active(COMMAND_LINE, ada, active=False)
    assert sessions.actor_of(token) is None
    assert links.look(link) is None
    assert sign_in.sign_in(EMAIL, PASSWORD, ADDRESS) == sign_in.WRONG
    with pytest.raises(NotThere):
        user_access.new_link(COMMAND_LINE, 99)
    with pytest.raises(Refused):
        user_access.new_link(COMMAND_LINE, ada)
    user_access.set_active(COMMAND_LINE, ada, active=True)
    assert enter().stage == "in"
    assert sessions.actor_of(token) is None


def test_signing_out_everywhere(ada: int) -> None:
    tokens = [enter().token for _ in range(2)]
    user_access.sign_out_everywhere(COMMAND_LINE, ada)
    assert [sessions.actor_of(token) for token in tokens] == [None, None]
    with reading() as db:
        assert db.exec(select(Session)).all() == []
        assert db.get_one(User, ada).active


def meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, while a password is being checked."""
    real, pending = passwords.is_right, [act]

    def checking(stored: str, password: str) -> bool:
        right = real(stored, password)
        while pending:
            pending.pop()()
        return right

    monkeypatch.setattr(passwords, "is_right", checking)


def test_a_password_that_is_set_anew_meanwhile_lets_nobody_in(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: user_access.set_password(COMMAND_LINE, EMAIL, NEW))
    assert sign_in.sign_in(EMAIL, PASSWORD, ADDRESS) == sign_in.WRONG
    with reading() as db:
        assert db.exec(select(Session)).all() == []


def test_a_user_who_is_deactivated_meanwhile_is_not_let_in(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile(monkeypatch, lambda: user_access.set_active(COMMAND_LINE, ada, active=False))
    assert sign_in.sign_in(EMAIL, PASSWORD, ADDRESS) == sign_in.WRONG


def test_a_second_factor_that_is_turned_on_meanwhile_is_asked_for(
    ada: int, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, made = acting(), second_factor.new_secret()
    code = pyotp.TOTP(made).at(clock())
    meanwhile(monkeypatch, lambda: second_factor.turn_on(actor, made, code, PASSWORD))
    assert enter().stage == "code"


def test_a_thief_does_not_replace_the_password_of_a_reset(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    thief = acting()
    meanwhile(monkeypatch, lambda: user_access.set_password(COMMAND_LINE, EMAIL, NEW))
    with pytest.raises(Changed):
        profile.change_password(thief, PASSWORD, "the thief's password")
    assert enter(NEW).stage == "in"


def test_guesses_that_come_at_once_count_before_the_right_one(ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def guess() -> None:
        for _ in range(throttle.FAILURES_OF_EMAIL):
            with writing() as db:
                throttle.note_failure(db, EMAIL, ADDRESS)

    meanwhile(monkeypatch, guess)
    assert sign_in.sign_in(EMAIL, PASSWORD, ADDRESS) == TOO_MANY


def test_who_waits_for_a_code_when_it_is_taken_away_begins_again(secret: str, ada: int) -> None:
    waiting = enter()
    user_access.remove_second_factor(COMMAND_LINE, ada)
    assert sign_in.give_code(waiting.token, "000000", ADDRESS) == BEGIN_AGAIN
    assert enter().stage == "in"


def test_a_first_code_may_have_a_space_in_it(ada: int, clock: Clock) -> None:
    made = second_factor.new_secret()
    code = pyotp.TOTP(made).at(clock())
    assert second_factor.turn_on(acting(), made, f" {code[:3]} {code[3:]}", PASSWORD)


def test_recovery_codes_are_counted_and_made_anew(secret: str, clock: Clock) -> None:
    done = sign_in.give_code(enter().token, pyotp.TOTP(secret).at(clock()), ADDRESS)
    assert isinstance(done, SignedIn)
    actor = sessions.actor_of(done.token)
    assert second_factor.codes_left(actor) == second_factor.RECOVERY_CODES
    with pytest.raises(Refused):
        second_factor.renew_codes(actor, "not it")
    first = second_factor.renew_codes(actor, PASSWORD)
    second = second_factor.renew_codes(actor, PASSWORD)
    assert sign_in.give_code(enter().token, first[0], ADDRESS) == WRONG_CODE
    assert isinstance(sign_in.give_code(enter().token, second[0], ADDRESS), SignedIn)
    assert second_factor.codes_left(actor) == second_factor.RECOVERY_CODES - 1


def test_without_a_second_factor_there_are_no_codes(ada: int) -> None:
    with pytest.raises(Refused, match="no second factor"):
        second_factor.renew_codes(acting(), PASSWORD)
