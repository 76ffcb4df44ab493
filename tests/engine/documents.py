"""Random quote documents that reach every rule, with dates, starts and ends that lie on edges on purpose.

Hypothesis draws a seed, the sizes and the features; the rest is plain random code, which is many times faster than
strategies. Each part has a stream of its own, so that a smaller document keeps the parts of the larger one.
"""

from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.engine.document_contracts import contracts, plan
from tests.engine.document_entries import entries
from tests.engine.document_terms import NAMES, calendar, near, rounding, rule

Json = dict[str, Any]
# around the changes of the clock in 2026 (Paris, New York, Lord Howe), holidays, and ends of months
DATES = ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01",
         "2026-04-04", "2026-04-05", "2026-10-03", "2026-10-04", "2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01",
         "2026-05-14", "2026-01-31", "2026-02-28", "2028-02-29", "2026-07-04")  # fmt: skip
# what a document may do without: the keys that hold it, by the part that has them
FEATURES: dict[str, dict[str, tuple[str, ...]]] = {
    "rounding": dict.fromkeys(("document", "accounts", "contracts", "rules"), ("rounding",)),
    "calendars": {"accounts": ("calendar",), "contracts": ("calendar",)},
    "cover": {"contracts": ("services", "products")},
    "top-ups": {"contracts": ("top_ups",)},
    "renewal": {"contracts": ("renews",)},
    "allowance": {"plans": ("allowance",)},
    "carry-over": {"plans": ("carry_over",)},
    "burn": {"plans": ("burn_bp", "only_operational_draws")},
    "overage price": {"plans": ("overage_price",)},
    "bill": {"contracts": ("discount_bp", "discount_amount", "taxes"), "plans": ("base_charge",)},
    "proration": {"plans": ("prorate", "prorate_allowance")},
    "conditions": {"rules": ("where", "from", "to")},
    "entry prices": {"entries": ("override", "billable")},
}  # fmt: skip


def documents(without: tuple[str, ...] = ()) -> st.SearchStrategy[Json]:
    """Documents of one to six entries, without some features."""
    present = st.sampled_from((False, True, True, True, True))
    return st.builds(
        document,
        seed=st.integers(0, 2**64 - 1),
        sizes=st.tuples(st.integers(1, 6), st.sampled_from((0, 1, 1, 2, 2, 3)), st.integers(0, 5)),
        features=st.fixed_dictionaries(dict.fromkeys(FEATURES, present) | dict.fromkeys(without, st.just(False))),
    )


def document(seed: int, sizes: tuple[int, int, int], features: dict[str, bool]) -> Json:
    """The document of a seed, with so many entries, contracts and rules."""

    def stream(part: str) -> Random:
        return Random(f"{seed} {part}")  # noqa: S311

    some = stream("document")
    centre = date.fromisoformat(some.choice(DATES))
    running = contracts(stream, sizes[1], centre)
    made = {
        "currency": "EUR",
        "tax_scope": some.choice(("bill", "line")),
        "default_calendar": "k0",
        "calendars": {name: calendar(stream(name), centre) for name in ("k0", "k1")},
        "rounding": rounding(some),
        "accounts": {
            name: {"calendar": some.choice((None, "k0", "k1")), "rounding": rounding(some)} for name in NAMES["account"]
        },
        "plans": {name: plan(stream(name)) for name in ("gold", "tin", "iron")},
        "contracts": running,
        "rules": [rule(stream(f"rule {number}"), number, centre, running) for number in range(sizes[2])],
        "cost_rates": cost_rates(some, centre),
        "entries": entries(stream, sizes[0], [centre, *(date.fromisoformat(held["start"]) for held in running)]),
    }
    one_unit(made)
    for name, parts in FEATURES.items():
        if not features[name]:
            leave_out(made, parts)
    return made


def cost_rates(some: Random, centre: date) -> list[Json]:
    found = {(some.choice(NAMES["rep"]), near(some, centre)): some.randint(0, 9999) for _ in range(some.randint(0, 3))}
    return [{"rep": rep, "from": day, "amount": amount} for (rep, day), amount in found.items()]


def one_unit(made: Json) -> None:
    """All lots of a contract have one unit."""
    for contract in made["contracts"]:
        allowance = made["plans"][contract["plan"]]["allowance"]
        for top_up in contract["top_ups"]:
            top_up["unit"] = (allowance or contract["top_ups"][0])["unit"]


def leave_out(made: Json, parts: dict[str, tuple[str, ...]]) -> None:
    for part, keys in parts.items():
        held = made if part == "document" else made[part]
        owners = [made] if part == "document" else held.values() if isinstance(held, dict) else held
        for owner in owners:
            for key in keys:
                owner.pop(key, None)
