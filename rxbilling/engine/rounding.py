"""Billable seconds: worked seconds rounded a group at a time and shared over its parts (R11, R12, R13)."""

import numpy as np

from rxbilling.engine.columns import Entries, Int64
from rxbilling.engine.distinct import distinct
from rxbilling.engine.inherit import rounding_of
from rxbilling.engine.money import share
from rxbilling.engine.segments import Segments
from rxbilling.engine.terms import Rounding, Terms


def round_seconds(worked_s: Int64, policy: Rounding) -> Int64:
    """Round sums of worked seconds: the minimum first, then the increment, once; zero stays zero (R12)."""
    seconds = np.where(worked_s > 0, np.maximum(worked_s, policy.minimum_s), 0)
    step = max(policy.increment_s, 1)
    added = {"up": step - 1, "nearest": step // 2, "down": 0}[policy.mode]
    return (seconds + added) // step * step


def policies(entries: Entries, terms: Terms, parts: Segments, rule: Int64) -> tuple[tuple[Rounding, ...], Int64]:
    """Rounding policies, and the index of the one that applies to each segment: its rule's first (R11)."""
    inherited = rounding_of(terms, entries.names["account"])
    own = [item.rounding for item in terms.rules]
    values = tuple(dict.fromkeys((*inherited.values, *(policy for policy in own if policy))))
    place = {policy: index for index, policy in enumerate(values)}
    of_rule = np.array([*(place[policy] if policy else -1 for policy in own), -1])[rule]
    return values, np.where(of_rule >= 0, of_rule, inherited.of(parts.contract, entries.account[parts.entry]))


def billable_seconds(entries: Entries, terms: Terms, parts: Segments, rule: Int64) -> Int64:
    """Billable seconds of segments that are charged for, rounded for each entry."""
    values, policy = policies(entries, terms, parts, rule)
    _, group = distinct(parts.entry, parts.contract + 1, parts.cycle + 1, policy)
    size = int(group.max(initial=-1)) + 1
    worked = np.zeros(size, dtype=np.int64)
    np.add.at(worked, group, parts.worked_s)
    policy_of_group = np.zeros(size, dtype=np.int64)
    policy_of_group[group] = policy
    total = np.zeros(size, dtype=np.int64)
    for index, value in enumerate(values):
        rows = policy_of_group == index
        total[rows] = round_seconds(worked[rows], value)
    return share(total, parts.worked_s, group)
