"""Files that people attach: they wait in the data folder until what they belong to is saved, checked by content."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from rxbilling.config import settings
from rxbilling.exchange.media import PDF, media_type_of, safe_name
from rxbilling.locales import Message
from rxbilling.services import uploads
from rxbilling.services.access import Actor, Invalid


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent: the token under which it waits, and the name that it had."""

    token: str
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What is attached: the field of its form, and what is said of another kind of file and of one too large.

    Its own ``most_megabytes`` take the place of the setting; ``is_picture`` where it may be no PDF.
    """

    field: str
    other: Message
    too_large: str
    most_megabytes: int | None = None
    is_picture: bool = False

    @property
    def megabytes(self) -> int:
        """The size of the largest."""
        return self.most_megabytes or settings().receipt_megabytes

    def type_of(self, content: bytes) -> str | None:
        """Return the media type of a file that can be attached; None for any other."""
        found = media_type_of(content)
        return None if self.is_picture and found == PDF else found

    def refuse_size(self) -> Invalid:
        """Return the refusal of a file that is too large."""
        return Invalid(self.field, Message(self.too_large, {"megabytes": self.megabytes}))


@dataclass(frozen=True, slots=True)
class Attached:
    """A file as it is stored; its name ends as its content is."""

    filename: str
    media_type: str
    content: bytes


async def keep(actor: Actor, chunks: AsyncIterator[bytes], kind: Kind) -> str:
    """Store a file as it arrives, for whom it was let in; return the token under which its sender finds it again.

    Raises:
        Refused: it is too large, or of another kind.
    """
    token = await uploads.store(actor, chunks, kind.megabytes, kind.refuse_size())
    path = uploads.path_of(actor, token)
    if kind.type_of(path.read_bytes()) is None:
        path.unlink()
        raise Invalid(kind.field, kind.other)
    return token


def attached(actor: Actor, file: File, kind: Kind) -> Attached:
    """Return a file of the actor's that waits.

    Raises:
        Refused: it does not wait any more, is too large, or of another kind.
    """
    content = uploads.path_of(actor, file.token).read_bytes()
    media_type = kind.type_of(content)
    # Other files wait in the same folder.
    if media_type is None:
        raise Invalid(kind.field, kind.other)
    if len(content) > kind.megabytes * uploads.MEGABYTE:
        raise kind.refuse_size()
    return Attached(safe_name(file.name, media_type), media_type, content)
