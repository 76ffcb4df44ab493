"""Notices as text, for the bell and for their page."""

from dataclasses import dataclass

from rxbilling.services import notice_list, notice_words, profile
from rxbilling.services.access import Actor
from rxbilling.state import wording
from rxbilling.state.forms import language_of


@dataclass
class NoticeLine:
    """A notice: what it says, when, and where it leads; an empty ``address`` leads nowhere."""

    number: int = 0
    text: str = ""
    at: str = ""
    address: str = ""
    is_read: bool = False


@dataclass(frozen=True)
class Shown:
    """Some notices as text, how many of all are not read, and whether there are older ones."""

    lines: list[NoticeLine]
    unread: int
    has_more: bool


def look(actor: Actor | None, first: int, most: int) -> Shown:
    """Return what somebody was told, from the ``first`` newest on."""
    found = notice_list.own(actor, first, most)
    language, zone = language_of(actor), profile.zone_of(actor)
    lines = [
        NoticeLine(
            number=notice.id or 0,
            text=notice_words.words(language, notice.msgid, notice.values),
            at=wording.moment(language, notice.at, zone),
            address=notice.link,
            is_read=notice.read_at is not None,
        )
        for notice in found.notices
    ]
    return Shown(lines, found.unread, found.has_more)
