"""How an imported row is known again, so that the same file twice adds nothing."""

from collections import Counter
from hashlib import blake2b

import pandas as pd

DIGEST_BYTES = 16
# A character that no cell has: read_table takes no file with it.
BETWEEN = "\x1f"
STATED = ("account", "rep", "ticket", "service", "start", "end", "day", "seconds", "note")


def fingerprints(good: pd.DataFrame) -> list[bytes]:
    """Return 16 bytes for each row of ``Parsed.good``: the same for the same row of the same file.

    A row is its ``source_id``, if it has one, and what it states: numbers of two systems, or of two months, may be
    the same and mean other work. Equal rows of one file are counted, so that they are different entries.
    """
    stated = map(BETWEEN.join, zip(*(good[name].astype(str).tolist() for name in STATED), strict=True))
    times: Counter[str] = Counter()
    digests = []
    for source_id, text in zip(good["source_id"].tolist(), stated, strict=True):
        key = f"id{BETWEEN}{source_id}{BETWEEN}{text}" if source_id else text
        times[key] += 1
        digests.append(blake2b(f"{key}{BETWEEN}{times[key]}".encode(), digest_size=DIGEST_BYTES).digest())
    return digests
