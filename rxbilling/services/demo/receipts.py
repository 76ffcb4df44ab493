"""Receipts of the demo's expenses: small PDFs of one page, written by hand."""

WIDTH, HEIGHT = 280, 160
FONT = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>"


def receipt(*lines: str) -> bytes:
    """Return a PDF that says some lines, the first one large."""
    text = b"BT /F1 18 Tf 24 112 Td 22 TL"
    for place, line in enumerate(lines):
        shown = line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        text += (b" /F1 11 Tf" if place == 1 else b"") + b" (%s) Tj T*" % shown
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources%s>>" % (WIDTH, HEIGHT, FONT)
    return _document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(text) + 3, text + b" ET"),
    )


def _document(*objects: bytes) -> bytes:
    """Return a PDF file of some objects, the first of them its catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, trailer)
