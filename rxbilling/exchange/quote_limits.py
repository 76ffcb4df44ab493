"""What is too much for one quote: sums that might not fit in 64 bits, and more cycles than anyone reads.

What work may come to is estimated from above: each stretch of an entry that is rounded by itself might gain an
increment and a minimum, and each second might have the highest price of the document.
"""

from collections import Counter
from collections.abc import Iterator

from rxbilling.engine.money import BASIS_POINTS, SECONDS_PER_HOUR
from rxbilling.engine.terms import NO_FACTOR_BP
from rxbilling.exchange.quote_document import AccountPart, ContractPart, Document, EntryPart, PlanPart, RulePart
from rxbilling.exchange.quote_problems import Problems

DAY = 86_400
MOST_SECONDS_OF_ENTRY = 2**31 - 1
MOST_UNITS = 2**62
MOST_MONEY = 10**16  # a tax may be a hundred times as much
MOST_CYCLES = 5 * 10**4
SHORTEST = {"week": 7, "month": 28, "quarter": 90, "half-year": 181, "year": 365}


def limit_problems(document: Document) -> Problems:
    """Say what is too much in a document that has no other problem."""
    yield from _cycles(document)
    stretches = list(_stretches(document))
    gain = _largest_gain(document)
    seconds = [_length(entry) + count * gain for entry, count in zip(document.entries, stretches, strict=True)]
    for number, length in enumerate(seconds):
        if length > MOST_SECONDS_OF_ENTRY:
            yield f"entries[{number}]", "comes to too much time: make the entry shorter, or round it less"
    hourly, per_request = _highest_prices(document)
    money = sum(seconds) * hourly // SECONDS_PER_HOUR + sum(stretches) * per_request
    if money > MOST_MONEY:
        yield "entries", "may come to too much money: give less work or lower prices"
    asked = max(sum(seconds), money if "money" in _units(document) else 0)
    if asked * max(_burn(plan) for plan in [*document.plans.values(), PlanPart()]) > MOST_UNITS:
        yield "entries", "may take too much of what is included: give less work or lower burn_bp"


def _cycles(document: Document) -> Problems:
    last = max((_last_day(entry) for entry in document.entries), default=0) + 1  # wherever on earth
    if sum(_count(contract, document, last) for contract in document.contracts) > MOST_CYCLES:
        yield "contracts", f"have more than {MOST_CYCLES} cycles up to the last entry: give fewer, or longer ones"


def _count(contract: ContractPart, document: Document, last: int) -> int:
    """How many cycles begin, at most."""
    until = last if contract.end is None else min(last, contract.end)
    shortest = SHORTEST.get(document.plans[contract.plan].cycle)
    return 1 if shortest is None else max(until - contract.start, 0) // shortest + 2


def _stretches(document: Document) -> Iterator[int]:
    """How often an entry's work may be rounded or asked for by itself: by contract, cycle and policy (R12)."""
    policies = len({rule.rounding for rule in document.rules if rule.rounding is not None}) + 1
    contracts = Counter(contract.account for contract in document.contracts)
    for entry in document.entries:
        weeks = _length(entry) // (7 * DAY) + 2
        yield (contracts[entry.account] + 1) * weeks * policies


def _length(entry: EntryPart) -> int:
    if entry.start is None or entry.end is None:
        return entry.seconds or 0
    length = entry.end - entry.start
    return length.days * DAY + length.seconds


def _last_day(entry: EntryPart) -> int:
    return entry.end.toordinal() if entry.end is not None else entry.date or 0


def _largest_gain(document: Document) -> int:
    owners: list[Document | AccountPart | ContractPart | RulePart] = [document, *document.accounts.values()]
    owners += [*document.contracts, *document.rules]
    policies = [owner.rounding for owner in owners if owner.rounding is not None]
    return max((policy.increment_s + policy.minimum_s for policy in policies), default=0)


def _highest_prices(document: Document) -> tuple[int, int]:
    """Minor units an hour, and a request."""
    highest = {"hour": max((entry.override or 0 for entry in document.entries), default=0), "request": 0}
    for per, amount in _prices(document):
        highest[per] = max(highest[per], amount)
    return highest["hour"], highest["request"]


def _prices(document: Document) -> Iterator[tuple[str, int]]:
    for price in (rule.price for rule in document.rules):
        factor = max((price.factors_bp or {}).values(), default=0)
        amount = max(price.amount or 0, *(price.amounts or {}).values(), 0)
        yield price.per, amount * max(factor, NO_FACTOR_BP) // BASIS_POINTS + 1
    overages = (plan.overage_price for plan in document.plans.values())
    yield from ((overage.per, overage.amount) for overage in overages if overage is not None)


def _units(document: Document) -> set[str]:
    included = [plan.allowance for plan in document.plans.values() if plan.allowance is not None]
    return {part.unit for part in (*included, *(item for part in document.contracts for item in part.top_ups))}


def _burn(plan: PlanPart) -> int:
    return max(*plan.burn_bp.values(), NO_FACTOR_BP, 0)
