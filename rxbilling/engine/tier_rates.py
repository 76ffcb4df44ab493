"""A price as what each tier costs, its factor included (R9)."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rxbilling.engine.money import SECONDS_PER_HOUR, amounts
from rxbilling.engine.terms import NO_FACTOR_BP, Price

Four = tuple[int, int, int, int]


def tier_rates(price: Price) -> Four:
    """Return what an hour or a request costs in each tier, with its factor, in minor units, rounded once (R2)."""
    rates, factors = np.array(price.rates, np.int64), np.array(price.factors_bp, np.int64)
    return rates_of(amounts(rates, factors, np.full(4, SECONDS_PER_HOUR, np.int64)).tolist())


def with_tier_rates(price: Price, asked: Four) -> Price:
    """Return a price that is as asked in each tier; a tier for which that is what it was keeps its rate and factor."""
    rates, factors = list(price.rates), list(price.factors_bp)
    for tier, (own, other) in enumerate(zip(tier_rates(price), asked, strict=True)):
        if own != other:
            rates[tier], factors[tier] = other, NO_FACTOR_BP
    return replace(price, rates=rates_of(rates), factors_bp=rates_of(factors))


def rates_of(values: Sequence[int]) -> Four:
    """Return one value for each tier."""
    operational, non_operational, weekend, holiday = values
    return operational, non_operational, weekend, holiday
