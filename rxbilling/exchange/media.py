"""What a file is, by its content: names and what a browser says of a file are not believed."""

import re

LONGEST_STEM = 100
PDF = "application/pdf"
# What a file begins with: its media type, and how its name ends.
SIGNATURES = (
    (re.compile(rb"%PDF-\d"), PDF, "pdf"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", "jpg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", "png"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp", "webp"),
)
ENDINGS = {media_type: ending for _, media_type, ending in SIGNATURES}
# Letters that mean something to a file system or a header.
UNSAFE = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]')


def media_type_of(content: bytes) -> str | None:
    """Return the media type of a PDF or a picture; None for anything else."""
    return next((media_type for signature, media_type, _ in SIGNATURES if signature.match(content)), None)


def safe_name(name: str, media_type: str) -> str:
    """Return a file's own name without its folders and unsafe letters, with the ending of what it is."""
    own = UNSAFE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).strip().rstrip(". ")
    stem, dot, ending = own.rpartition(".")
    kept = stem if dot and len(ending) <= len("webp") else own
    return f"{kept[:LONGEST_STEM].strip('. ') or 'receipt'}.{ENDINGS[media_type]}"
