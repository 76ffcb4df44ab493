"""Texts of invoices for QuickBooks Desktop: one line each, within their lengths."""

from rxbilling.exchange.bill_paper import PaperLine, PaperParty
from rxbilling.exchange.iif_text import safe

LONGEST_LINE = 4095
ADDRESS_LINES, LONGEST_ADDRESS = 5, 41


def clipped(text: str, most: int) -> str:
    """Return a text as it can stand in a value, cut to a length."""
    return safe(text)[:most].rstrip()


def line_text(line: PaperLine) -> str:
    """Return the description of a line: its ticket, its text, what is noted."""
    ticket = line.ticket if line.ticket and line.ticket not in line.text else ""
    return clipped(" · ".join(filter(None, [ticket, line.text, line.note])), LONGEST_LINE)


def address_lines(party: PaperParty) -> list[str]:
    """Return the five lines of an address, the name first; what is beyond them stands on the last one."""
    lines = [party.name, *filter(str.strip, party.address.splitlines())]
    if len(lines) > ADDRESS_LINES:
        lines = [*lines[: ADDRESS_LINES - 1], ", ".join(lines[ADDRESS_LINES - 1 :])]
    written = [clipped(line, LONGEST_ADDRESS) for line in lines]
    return written + [""] * (ADDRESS_LINES - len(written))
