"""What a file is, and under which name it is kept."""

import pytest

from rxbilling.exchange.media import media_type_of, safe_name

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8 "


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00", "image/png"),
        (WEBP, "image/webp"),
        (b"RIFF\n\n\n\nWEBP", "image/webp"),
        (b"", None),
        (b"%PDF", None),
        (b" %PDF-1.7", None),
        (b"RIFF\x1a\x00\x00\x00WAVE", None),
        (b"<svg onload=alert(1)>", None),
        (b"<!doctype html>", None),
        (b"GIF89a", None),
        (b"MZ\x90\x00", None),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, media_type: str | None) -> None:
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lunch.PDF", "Lunch.pdf"),
        ("lunch.png", "lunch.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ana\\train.pdf", "train.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("Reçu n° 5 – été.pdf", "Reçu n° 5 – été.pdf"),
        ("archive.tar.backup", "archive.tar.backup.pdf"),
        ("", "receipt.pdf"),
        ("..", "receipt.pdf"),
        (".pdf", "receipt.pdf"),
        ("x" * 500 + ".pdf", "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_safe_and_ends_as_what_it_is(name: str, kept: str) -> None:
    assert safe_name(name, "application/pdf") == kept
