"""How a file that somebody sent is shown."""

from urllib.parse import quote

from fastapi.responses import Response

# Whatever is in it, it runs nothing and reaches nothing of ours.
SANDBOX = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'none'"


def shown(filename: str, media_type: str, content: bytes) -> Response:
    """Return a file to be looked at in the browser, with what keeps it harmless."""
    headers = {
        "Content-Disposition": f"inline; {_named(filename)}",
        "Content-Security-Policy": SANDBOX,
        # A browser shows no sandboxed page that asks for more.
        "Cross-Origin-Opener-Policy": "unsafe-none",
        "Cache-Control": "private, no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


def _named(name: str) -> str:
    """Return a file's name for a header: in plain letters for old browsers, and as it is (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
