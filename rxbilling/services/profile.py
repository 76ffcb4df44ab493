"""What users change of themselves: name, language, zone, theme, password."""

from dataclasses import dataclass

from rxbilling import zones
from rxbilling.locales import LANGUAGES, N_, Message
from rxbilling.models import Calendar, Organisation, User
from rxbilling.models.database import reading, writing
from rxbilling.models.people import THEMES
from rxbilling.services import audit, passwords
from rxbilling.services.access import Actor, Changed, Invalid, Right, require
from rxbilling.services.confirming import confirm, confirmed
from rxbilling.services.inputs import plain
from rxbilling.services.person import LONGEST_NAME
from rxbilling.services.sign_in import set_own_password

NO_NAME = Message(N_("A name has 1 to {count} characters."), {"count": LONGEST_NAME})
PRESENT = Message(N_("This is your password already. Choose another one."))
NO_SUCH = Message(N_("This cannot be chosen."))


@dataclass(frozen=True, slots=True)
class Profile:
    """How a user wants to be called and to read; an empty ``zone`` is that of the organisation."""

    name: str
    language: str
    zone: str
    theme: str


def own(actor: Actor | None) -> tuple[Profile, int]:
    """Return the actor's profile and its version."""
    actor = require(actor, Right.OWN_PROFILE)
    with reading() as db:
        user = db.get(User, actor.user_id)
    if user is None:
        return Profile(actor.name, actor.language, "", "system"), 0
    return _profile(user), user.version


def change(actor: Actor | None, wanted: Profile, version: int) -> None:
    """Change the actor's profile, if it still has the version that the actor saw.

    Raises:
        Refused: it was changed meanwhile, or a value cannot be taken.
    """
    actor = require(actor, Right.OWN_PROFILE)
    _check(wanted)
    with writing() as db:
        user = db.get_one(User, actor.user_id)
        if user.version != version:
            raise Changed
        before = _profile(user)
        user.name, user.language = plain(wanted.name).strip(), wanted.language
        user.zone, user.theme = wanted.zone, wanted.theme
        user.version += 1
        db.add(user)
        audit.record_change(db, actor, "user", user.id, _facts(before), _facts(_profile(user)))


def change_password(actor: Actor | None, current: str, new: str) -> None:
    """Set the actor's password, who says the present one; all other sessions end.

    Raises:
        Refused: the present one is not right, or the new one cannot be taken.
    """
    actor = require(actor, Right.OWN_PROFILE)
    seen = confirm(actor, current)
    passwords.check(new)
    if new == current:
        raise Invalid("password", PRESENT)
    with writing() as db:
        set_own_password(db, confirmed(db, actor, seen), new, actor.address, but=actor.session_id)


def set_language(actor: Actor | None, language: str) -> None:
    """Remember the language that a user reads; one that is not there is passed over."""
    _prefer(require(actor, Right.OWN_PROFILE), "language", language, LANGUAGES)


def set_theme(actor: Actor | None, theme: str) -> None:
    """Remember the theme that a user likes; one that is not there is passed over."""
    _prefer(require(actor, Right.OWN_PROFILE), "theme", theme, THEMES)


def zone_of(actor: Actor | None) -> str:
    """Return the zone in which the actor reads instants: the user's own, else that of the organisation."""
    actor = require(actor, Right.OWN_PROFILE)
    if actor.zone:
        return actor.zone
    with reading() as db:
        organisation = db.get(Organisation, 1)
        return db.get_one(Calendar, organisation.calendar_id).zone if organisation else "UTC"


def _prefer(actor: Actor, field: str, value: str, allowed: tuple[str, ...]) -> None:
    if actor.user_id is None or value not in allowed:
        return
    with writing() as db:
        user = db.get_one(User, actor.user_id)
        before = getattr(user, field)
        if before == value:
            return
        setattr(user, field, value)
        user.version += 1
        db.add(user)
        audit.record_change(db, actor, "user", user.id, {field: before}, {field: value})


def _check(wanted: Profile) -> None:
    if not 0 < len(plain(wanted.name).strip()) <= LONGEST_NAME:
        raise Invalid("name", NO_NAME)
    if wanted.language not in LANGUAGES:
        raise Invalid("language", NO_SUCH)
    if wanted.theme not in THEMES:
        raise Invalid("theme", NO_SUCH)
    if wanted.zone and wanted.zone not in zones.known():
        raise Invalid("zone", Message(N_("There is no time zone “{zone}”."), {"zone": wanted.zone}))


def _profile(user: User) -> Profile:
    return Profile(user.name, user.language, user.zone, user.theme)


def _facts(profile: Profile) -> audit.Facts:
    return {"name": profile.name, "language": profile.language, "zone": profile.zone, "theme": profile.theme}
