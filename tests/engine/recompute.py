"""A charge worked out again from its explanation alone (R28), as a person would with the steps in hand."""

from fractions import Fraction
from typing import Any

Json = dict[str, Any]


def recompute(found: Json) -> None:
    """Compare what the steps of a charge come to with the charge."""
    steps = found["explanation"]
    portions = found["portions"]
    by_portion = {
        kind: {s["portion"]: s for s in steps if s["step"] == kind} for kind in ("lot", "amount", "price", "cut")
    }
    billable = billable_seconds([step for step in steps if step["step"] == "rounding"], by_portion["lot"])
    for number, part in enumerate(portions):
        assert part["billable_s"] == billable.get(number, 0)
        assert part["worked_s"] == by_portion["cut"][number]["worked_s"]
        assert part["lot"] == by_portion["lot"].get(number, {"lot": None})["lot"]
        assert (part["rule"], part["kind"]) == (
            by_portion["price"][number]["rule"],
            by_portion["price"][number]["kind"],
        )
        if found["error"] is None:
            assert part["amount"] == amount(by_portion["amount"].get(number))
    for step in by_portion["lot"].values():
        assert max(step["units"] - 1, 0) * step["burn_bp"] <= step["drawn"] <= step["units"] * step["burn_bp"]
    cost(found)


def billable_seconds(roundings: list[Json], lots: dict[int, Json]) -> dict[int, int]:
    """Billable seconds of each portion: rounded, shared over segments, and split where lots end."""
    found: dict[int, int] = {}
    for step in roundings:
        assert rounded(step["group_s"], step) == step["rounded_s"]
        assert step["billable_s"] == (max(step["rounded_s"] - step["billed_s"], 0) if step["open_s"] else 0)
        for segment, worked, place, share in zip(
            step["portions"], step["worked_s"], step["places"], step["shares_s"], strict=True
        ):
            exact = Fraction(step["billable_s"] * worked, step["open_s"] or 1)
            assert share == exact.numerator // exact.denominator + (place < step["spare_s"])
            found |= split(segment, share, lots)
    return found


def split(segment: list[int], share: int, lots: dict[int, Json]) -> dict[int, int]:
    """A segment's seconds over its portions, by what each drew of the units asked for."""
    ends, drawn = [], 0
    for number in segment[:-1]:
        drawn += lots[number]["units"]
        ends.append(share * drawn // lots[number]["asked"])
    ends.append(share)
    return {number: end - begin for number, begin, end in zip(segment, [0, *ends], ends, strict=False)}


def amount(step: Json | None) -> int:
    """Rate x factor x hours or requests, rounded once, less what was covered; nothing where there is no such step."""
    if step is None:
        return 0
    quantity = Fraction(step["billable_s"], 3600) if step["requests"] is None else Fraction(step["requests"])
    return half_away(step["rate"] * Fraction(step["factor_bp"], 10_000) * quantity) - int(step["covered"])


def cost(found: Json) -> None:
    """Rates times worked seconds, rounded once (R20)."""
    (step,) = (step for step in found["explanation"] if step["step"] == "cost")
    total = sum(rate * seconds for rate, seconds in zip(step["rates"], step["worked_s"], strict=True))
    assert half_away(Fraction(total, 3600)) == step["cost"] == found["cost"]


def rounded(seconds: int, policy: Json) -> int:
    """The minimum, then the increment (R12)."""
    if seconds == 0:
        return 0
    step = policy["increment_s"] or 1
    steps = Fraction(max(seconds, policy["minimum_s"]), step)
    whole = steps.numerator // steps.denominator
    up = {"down": False, "up": steps > whole, "nearest": steps - whole >= Fraction(1, 2)}[policy["mode"]]
    return (whole + up) * step


def half_away(value: Fraction) -> int:
    """The one rounding of amounts, none of which is below 0 (R2)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
