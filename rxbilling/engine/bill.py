"""A bill: lines less their discount, and taxes (R22), in minor units; all that is shown adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rxbilling.engine.columns import Int64
from rxbilling.engine.money import BASIS_POINTS, divide, product, share, whole
from rxbilling.engine.terms import Tax


@dataclass(frozen=True, slots=True)
class Line:
    """What is charged for, 0 or more; ``key`` is the caller's own."""

    kind: Literal["base", "top_up", "work", "extra", "expense"]
    amount: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Discount:
    """A percentage (basis points) and then a fixed amount, off the sum of the lines."""

    bp: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class NetLine:
    """A line and its share of the discount."""

    line: Line
    discount: int

    @property
    def net(self) -> int:
        """What is left to pay, before tax."""
        return self.line.amount - self.discount


@dataclass(frozen=True, slots=True)
class TaxAmount:
    """What a tax comes to."""

    tax: Tax
    amount: int


@dataclass(frozen=True, slots=True)
class Bill:
    """Lines in the order given, and what each tax comes to; the sums are made of these and nothing else."""

    lines: tuple[NetLine, ...]
    taxes: tuple[TaxAmount, ...]

    @property
    def discount(self) -> int:
        """The whole discount."""
        return sum(line.discount for line in self.lines)

    @property
    def net(self) -> int:
        """The sum before tax."""
        return sum(line.net for line in self.lines)

    @property
    def total(self) -> int:
        """The sum to pay."""
        return self.net + sum(tax.amount for tax in self.taxes)


def make_bill(
    lines: Sequence[Line],
    discount: Discount = Discount(),
    taxes: Sequence[Tax] = (),
    tax_scope: Literal["bill", "line"] = "bill",
) -> Bill:
    """Make a bill of its lines.

    Args:
        lines: Amounts of 0 or more, which together fit in 64 bits.
        discount: Rounded once, never more than the sum of the lines, and shared over them.
        taxes: Each is rounded once.
        tax_scope: Whether a tax is rounded on the bill's net or on that of each line.

    Raises:
        OverflowError: If an amount or a tax does not fit in 64 bits.
    """
    discounted = _discounted(lines, discount)
    nets = [line.net for line in discounted]
    taxed = nets if tax_scope == "line" else [sum(nets)]
    return Bill(discounted, tuple(TaxAmount(tax, sum(_percent(taxed, tax.bp))) for tax in taxes))


def shared(discounts: Sequence[int], amounts: Sequence[int], line: Sequence[int]) -> list[int]:
    """Share the discount of each line over what it is made of, in proportion (R13).

    Args:
        discounts: One a line.
        amounts: One a part, 0 or more.
        line: Which line each part is of, from 0 up.
    """
    parts: list[int] = share(_column(discounts), _column(amounts), _column(line)).tolist()
    return parts


def expense_charge(amount: int, tax: int, *, is_taxed: bool) -> int:
    """Return what an expense is charged: where the bill adds tax, without the one that was paid, which is got back.

    Args:
        amount: What was spent, minor units.
        tax: The tax in it.
        is_taxed: Whether tax is added to it on its bill.
    """
    return amount - tax if is_taxed else amount


def _discounted(lines: Sequence[Line], discount: Discount) -> tuple[NetLine, ...]:
    amounts = _column([line.amount for line in lines])
    total = sum(line.amount for line in lines)
    off = min(sum(_percent([total], discount.bp)) + discount.amount, total)
    # Where remainders tie the larger line goes first: so taxes do not depend on the order of the lines.
    order = np.argsort(np.argsort(-amounts, kind="stable"), kind="stable")
    parts = share(_column([off]), amounts, np.zeros(len(lines), dtype=np.int64), order)
    return tuple(NetLine(line, part) for line, part in zip(lines, parts.tolist(), strict=True))


def _percent(amounts: Sequence[int], bp: int) -> list[int]:
    """Basis points of each amount, each rounded."""
    found: list[int] = whole(divide(product(_column(amounts), _column([bp])), BASIS_POINTS)).tolist()
    return found


def _column(amounts: Sequence[int]) -> Int64:
    return np.array(amounts, dtype=np.int64)
