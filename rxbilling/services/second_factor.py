"""The second factor: codes that change with time (TOTP, RFC 6238), and recovery codes for a lost device."""

import io
import secrets

import pyotp
import segno
from sqlmodel import Session as Database

from rxbilling.locales import N_, Message
from rxbilling.models import RecoveryCode, User
from rxbilling.models import people_queries as queries
from rxbilling.models.database import reading, writing
from rxbilling.services import audit
from rxbilling.services.access import Actor, Invalid, Refused, Right, require
from rxbilling.services.clock import now
from rxbilling.services.confirming import confirm, confirmed
from rxbilling.services.inputs import plain
from rxbilling.services.sessions import hash_token

ISSUER = "rxbilling"
STEP_S = 30
RECOVERY_CODES = 10
# Without 0, O, 1, I and L, which people take for one another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
WRONG_CODE = Message(
    N_("This code does not belong to this key. Look at the clock of your device, and try the next code.")
)
IS_OFF = Message(N_("There is no second factor."))
ON_ALREADY = Message(N_("A second factor is set up already. Remove it first."))


def new_secret() -> str:
    """Return a secret (base 32) that nobody knows yet; it is stored when its first code is confirmed."""
    return pyotp.random_base32()


def picture(actor: Actor, secret: str) -> str:
    """Return the picture (SVG) that an authenticator app reads a secret from."""
    address = pyotp.TOTP(secret).provisioning_uri(name=actor.email, issuer_name=ISSUER)
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=4, border=2, light="white", xmldecl=False)
    return out.getvalue().decode()


def is_on(actor: Actor | None) -> bool:
    """Say whether the actor has a second factor."""
    actor = require(actor, Right.OWN_PROFILE)
    with reading() as db:
        user = db.get(User, actor.user_id)
        return bool(user and user.totp_secret)


def turn_on(actor: Actor | None, secret: str, code: str, password: str) -> list[str]:
    """Ask for codes from now on; return the recovery codes, shown this once.

    Raises:
        Refused: the password or the code is not right, or there is a second factor already.
    """
    actor = require(actor, Right.OWN_PROFILE)
    seen = confirm(actor, password)
    with writing() as db:
        user = confirmed(db, actor, seen)
        if user.totp_secret:
            raise Refused(ON_ALREADY)
        step = _step_of(secret, _bare(code), after=0)
        if step is None:
            raise Invalid("code", WRONG_CODE)
        user.totp_secret, user.totp_step = secret, step
        user.version += 1
        db.add(user)
        audit.record(db, actor, "turn on second factor", "user", subject_id=user.id)
        return _new_codes(db, user)


def codes_left(actor: Actor | None) -> int:
    """Return how many recovery codes the actor has not used."""
    actor = require(actor, Right.OWN_PROFILE)
    with reading() as db:
        return queries.recovery_codes(db, actor.user_id or 0)


def renew_codes(actor: Actor | None, password: str) -> list[str]:
    """Make new recovery codes in the place of the old ones; they are shown this once.

    Raises:
        Refused: the password is not right, or there is no second factor.
    """
    actor = require(actor, Right.OWN_PROFILE)
    seen = confirm(actor, password)
    with writing() as db:
        user = confirmed(db, actor, seen)
        if not user.totp_secret:
            raise Refused(IS_OFF)
        audit.record(db, actor, "renew recovery codes", "user", subject_id=user.id)
        return _new_codes(db, user)


def _new_codes(db: Database, user: User) -> list[str]:
    queries.delete_recovery_codes(db, user.id or 0)
    codes = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    db.add_all(RecoveryCode(user_id=user.id or 0, code_hash=hash_token(each)) for each in codes)
    return [f"{each[:5]}-{each[5:]}" for each in codes]


def turn_off(actor: Actor | None, password: str) -> None:
    """Ask for no codes any more.

    Raises:
        Refused: the password is not right.
    """
    actor = require(actor, Right.OWN_PROFILE)
    seen = confirm(actor, password)
    with writing() as db:
        remove(db, confirmed(db, actor, seen), actor)


def remove(db: Database, user: User, actor: Actor) -> None:
    """Take a user's second factor away."""
    user.totp_secret, user.totp_step = "", 0
    user.version += 1
    db.add(user)
    queries.delete_recovery_codes(db, user.id or 0)
    audit.record(db, actor, "turn off second factor", "user", subject_id=user.id)


def accepts(db: Database, user: User, code: str) -> bool:
    """Say whether a code is a user's present one, or one of the recovery codes; neither works a second time."""
    bare = _bare(code)
    step = _step_of(user.totp_secret, bare, after=user.totp_step)
    if step is None:
        return queries.use_recovery_code(db, user.id or 0, hash_token(bare))
    user.totp_step = step
    db.add(user)
    return True


def _bare(code: str) -> str:
    """Return a code as it was typed, without what people put between its parts."""
    return plain(code).replace(" ", "").replace("-", "").upper()


def _step_of(secret: str, code: str, after: int) -> int | None:
    """Return the half minute that a code is of, the last, this or the next one; None for any other."""
    totp, present = pyotp.TOTP(secret), now() // STEP_S
    for step in (present - 1, present, present + 1):
        if step > after and secrets.compare_digest(totp.at(step * STEP_S).encode(), code.encode()):
            return step
    return None
