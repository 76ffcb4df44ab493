"""The logo of bills: a whole picture, on every bill, gone when it is removed."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rxbilling.config import settings
from rxbilling.services import bill_files, logos
from rxbilling.services.access import Invalid, NotThere
from rxbilling.services.attachments import File
from tests.services.bill_steps import add_contract, issued
from tests.services.pictures import png
from tests.services.rows import FINANCE

MEGABYTE = 1024 * 1024


async def _chunks(content: bytes) -> AsyncIterator[bytes]:
    file = io.BytesIO(content)
    while part := file.read(65_536):
        yield part


def keep(content: bytes) -> File:
    return File(asyncio.run(logos.keep(FINANCE, _chunks(content))), "../Our logo.png")


@pytest.fixture
def billed(office: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    add_contract(office)
    return issued()[0]


def test_a_logo_stands_on_every_bill_until_it_is_removed(billed: int) -> None:
    plain = bill_files.pdf(FINANCE, billed).content
    assert logos.known(FINANCE) == ""
    logos.save(FINANCE, keep(png()))
    seen = logos.look(FINANCE)
    assert (seen.filename, seen.media_type, seen.content) == ("Our logo.png", "image/png", png())
    first = logos.known(FINANCE)
    assert b"/Subtype/Image" in bill_files.pdf(FINANCE, billed).content.replace(b" ", b"")
    assert b"/Subtype/Image" not in plain.replace(b" ", b"")
    logos.save(FINANCE, keep(png(shade=9)))
    assert first not in {"", logos.known(FINANCE)}
    logos.remove(FINANCE)
    assert logos.known(FINANCE) == ""
    with pytest.raises(NotThere):
        logos.look(FINANCE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "A logo is a picture"),
        (b"<svg/>", "A logo is a picture"),
        (png() + bytes(MEGABYTE), "A logo has at most"),
    ],
)
def test_what_is_no_small_picture_is_refused(billed: int, content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        keep(content)
    assert list((settings().data_dir / "uploads").iterdir()) == []


def test_half_a_picture_is_refused_before_it_spoils_every_bill(billed: int) -> None:
    file = keep(png()[:40])
    with pytest.raises(Invalid, match="cannot be read"):
        logos.save(FINANCE, file)
    assert bill_files.pdf(FINANCE, billed).content.startswith(b"%PDF-")
