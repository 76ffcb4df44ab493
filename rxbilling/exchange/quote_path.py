"""Places in a document, written on one line: ``rules[0].price.amount``."""

import json
import re

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def path(*steps: str | int) -> str:
    """Join keys and list positions; a key that is not a plain word is quoted in brackets."""
    return "".join(_step(step) for step in steps).removeprefix(".")


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _PLAIN.fullmatch(step) else f"[{json.dumps(step)}]"
