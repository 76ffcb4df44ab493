"""Billable seconds: worked seconds rounded a group at a time and shared over its parts (R11, R12, R13)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rxbilling.engine.columns import NONE, Entries, Int64
from rxbilling.engine.distinct import distinct
from rxbilling.engine.inherit import rounding_of
from rxbilling.engine.money import share
from rxbilling.engine.segments import Segments
from rxbilling.engine.terms import Rounding, Terms

SCOPES = ("entry", "ticket-day", "ticket", "day", "cycle")


@dataclass(frozen=True, slots=True)
class Policies:
    """All rounding policies, and the index of the one of each owner and of each rule (NONE: it has none)."""

    values: tuple[Rounding, ...]
    of_owner: Int64
    of_rule: Int64

    @classmethod
    def of(cls, terms: Terms, names: tuple[str, ...]) -> "Policies":
        """Collect the policies of rules, contracts and accounts."""
        inherited = rounding_of(terms, names)
        own = [rule.rounding for rule in terms.rules]
        values = tuple(dict.fromkeys((*inherited.values, *(policy for policy in own if policy))))
        place = {policy: index for index, policy in enumerate(values)}
        of_rule = [*(place[policy] if policy else NONE for policy in own), NONE]
        return cls(values, inherited.of_owner, np.array(of_rule, dtype=np.int64))

    def choose(self, parts: Segments, rule: Int64) -> Int64:
        """Index of the policy of each segment: its rule's first (R11)."""
        own = self.of_rule[rule]
        return np.where(own == NONE, self.of_owner[parts.owner], own)


@dataclass(frozen=True, slots=True)
class Groups:
    """Segments that are rounded together (R12).

    ``of`` is the group of each segment, ``worked_s`` what was worked in each group, ``rounded_s`` what that comes to,
    ``billed_s`` what of it stands on bills already.
    """

    of: Int64
    worked_s: Int64
    rounded_s: Int64
    billed_s: Int64


def round_seconds(worked_s: Int64, policy: Rounding) -> Int64:
    """Round sums of worked seconds: the minimum first, then the increment, once; zero stays zero (R12)."""
    seconds = np.where(worked_s > 0, np.maximum(worked_s, policy.minimum_s), 0)
    step = max(policy.increment_s, 1)
    added = {"up": step - 1, "nearest": step // 2, "down": 0}[policy.mode]
    return (seconds + added) // step * step


def round_groups(group: Int64, policy: Int64, values: tuple[Rounding, ...], worked_s: Int64, billed_s: Int64) -> Groups:
    """Sum and round groups.

    Args:
        group: Number of each segment's group.
        policy: Index of its policy.
        values: The policies.
        worked_s: Its worked seconds.
        billed_s: What of it is billed already, NONE where nothing is.
    """
    size = int(group.max(initial=-1)) + 1
    worked, billed, of_group = (np.zeros(size, dtype=np.int64) for _ in range(3))
    np.add.at(worked, group, worked_s)
    of_group[group] = policy
    if (billed_s != NONE).any():
        np.add.at(billed, group, np.maximum(billed_s, 0))
    rounded = np.zeros(size, dtype=np.int64)
    for index, value in enumerate(values):
        rows = of_group == index
        rounded[rows] = round_seconds(worked[rows], value)
    return Groups(group, worked, rounded, billed)


def share_groups(groups: Groups, worked_s: Int64, billed_s: Int64, rank: Int64) -> Int64:
    """Billable seconds of each segment: what is not billed yet, shared over what is not (R13)."""
    if (billed_s == NONE).all():
        return share(groups.rounded_s, worked_s, groups.of, rank)
    weight = np.where(billed_s == NONE, worked_s, 0)
    total = np.maximum(groups.rounded_s - groups.billed_s, 0)
    open_s = np.zeros(len(total), dtype=np.int64)
    np.add.at(open_s, groups.of, weight)
    shared = share(np.where(open_s > 0, total, 0), weight, groups.of, rank)
    return np.where(billed_s == NONE, shared, billed_s)


def number_groups(
    entries: Entries, parts: Segments, ticket: Int64, policy: Int64, values: Sequence[Rounding], *, whole: bool
) -> Int64:
    """Number the groups (R12): segments with one account, contract, cycle, policy, and what the scope asks for.

    Args:
        entries: What was worked.
        parts: Its segments.
        ticket: Number of each entry's ticket, entries without one having their own.
        policy: Index of each segment's policy.
        values: The policies.
        whole: Whether no two rows are parts of one entry, as billed portions may be.
    """
    scope = np.array([SCOPES.index(value.scope) for value in values], dtype=np.int64)[policy]
    runs, returns = _runs(parts, policy)
    wide = np.flatnonzero(scope > 0) if whole and not returns else np.arange(len(parts))
    if len(wide):
        entry, scope = parts.entry.take(wide), scope.take(wide)
        unit = np.zeros(len(wide), dtype=np.int64)
        for number, name in enumerate(SCOPES):
            if len(rows := np.flatnonzero(scope == number)):
                unit[rows] = _unit(name, entries, parts, entry.take(rows), ticket)
        own = (column.take(wide) for column in (parts.contract, parts.cycle, policy))
        runs[wide] = len(parts) + distinct(unit, *own)[1]
    return runs


def _unit(scope: str, entries: Entries, parts: Segments, entry: Int64, ticket: Int64) -> Int64:
    """What segments of the entries given have in common in a scope."""
    if scope == "entry":
        return distinct(entries.id)[1][entry]
    if scope == "ticket":
        return ticket[entry]
    day = parts.day[parts.begins][entry]
    account = entries.account[entry].astype(np.int64)
    asked = {"ticket-day": (ticket[entry], day), "day": (account, day), "cycle": (account,)}[scope]
    return distinct(*asked)[1]


def _runs(parts: Segments, policy: Int64) -> tuple[Int64, bool]:
    """Number the runs of an entry's segments with one contract, cycle and policy; and whether one may come back."""
    change = np.zeros(len(parts), dtype=np.bool_)
    for column in (parts.contract, parts.cycle, policy):
        change[1:] |= column[1:] != column[:-1]
    change[parts.begins] = False
    changed = parts.entry[change]
    change[parts.begins] = True
    return np.cumsum(change) - 1, bool((changed[1:] == changed[:-1]).any())
