"""The bill of each cycle of a contract: its base charge and its work (R21, R22).

A prepaid base is taxed with its bill. Work that draws it is a line of 0, so it is not taxed again; overage is (R23).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rxbilling.engine.bill import Bill, Discount, Line, make_bill
from rxbilling.engine.columns import NONE, Charges, Problem
from rxbilling.engine.cycles import Span, spans
from rxbilling.engine.inherit import calendar_for
from rxbilling.engine.terms import Contract, Terms


@dataclass(frozen=True, slots=True)
class CycleBill:
    """A cycle of a contract, which is an index into ``Terms.contracts``, and its bill: a line for each portion."""

    contract: int
    span: Span
    bill: Bill

    @property
    def base(self) -> int:
        """The base charge, before discount and tax."""
        return self._sum("base")

    @property
    def usage(self) -> int:
        """The cycle's work, before discount and tax."""
        return self._sum("work")

    def _sum(self, kind: str) -> int:
        return sum(item.line.amount for item in self.bill.lines if item.line.kind == kind)


def cycle_bills(charges: Charges, terms: Terms, last_day: Callable[[str], int]) -> Iterator[CycleBill]:
    """Bill every cycle that has begun by a zone's last day, and the first in any case; by contract, then by time."""
    work = _work(charges)
    for index, contract in enumerate(terms.contracts):
        until = last_day(calendar_for(terms, contract).zone)
        idle: dict[int, Bill] = {}
        for span in spans(contract, until):
            lines = [Line("base", base_charge(contract, span)), *work.get((index, span.first_day), ())]
            if len(lines) > 1:
                bill = _bill(contract, terms, lines)
            else:  # a contract may have thousands of cycles without work
                bill = idle.get(lines[0].amount) or idle.setdefault(lines[0].amount, _bill(contract, terms, lines))
            yield CycleBill(index, span, bill)


def _bill(contract: Contract, terms: Terms, lines: Sequence[Line]) -> Bill:
    return make_bill(lines, Discount(contract.discount_bp, contract.discount_amount), contract.taxes, terms.tax_scope)


def base_charge(contract: Contract, span: Span) -> int:
    """Return what a cycle costs before any work (R21)."""
    plan = contract.plan
    return span.part(plan.base_charge) if plan.prorate else plan.base_charge


def _work(charges: Charges) -> Mapping[tuple[int, int], Sequence[Line]]:
    """Lines by contract and first day of the cycle; what has a problem cannot be billed (R8)."""
    portions = charges.portions
    counted = (portions.contract != NONE) & (charges.problem[portions.entry] == Problem.NONE)
    columns = (column[counted].tolist() for column in (portions.contract, portions.cycle, portions.amount))
    found: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for contract, cycle, amount in zip(*columns, strict=True):
        found[contract, cycle].append(Line("work", amount))
    return found
