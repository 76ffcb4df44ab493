"""What the engine says of a quote document, in the shape in which the slow implementation says it."""

import json
from datetime import datetime
from typing import Any

from rxbilling.exchange.quote import answer

Json = dict[str, Any]


def quote(document: Json) -> Json:
    """The engine's charges by entry, lots and bills, in the oracle's shape."""
    result = answer(json.dumps(document))
    assert result.text is not None, result.problems
    found = json.loads(result.text)
    charges = {charge["entry"]: comparable(charge) for charge in found["charges"]}
    return {"charges": charges, "lots": found["lots"], "bills": found["bills"]}


def comparable(charge: Json) -> Json:
    portions = [
        {key: epoch(value) if key in {"start", "end"} else value for key, value in portion.items()}
        for portion in charge["portions"]
    ]
    keys = ("error", "worked_s", "billable_s", "amount", "cost", "contract")
    return {key: charge[key] for key in keys} | {"portions": portions}


def epoch(text: str | None) -> int | None:
    return None if text is None else int(datetime.fromisoformat(text).timestamp())
