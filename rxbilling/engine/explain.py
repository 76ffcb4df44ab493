"""Why a charge is what it is (R28): steps as data, from which a person can recompute every amount."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rxbilling.engine.assembly import Rated, assembled
from rxbilling.engine.book import Book
from rxbilling.engine.columns import NONE, Billed, Charges, Entries, Int64, Kind
from rxbilling.engine.cost import cost_rates
from rxbilling.engine.drawing import MONEY
from rxbilling.engine.inherit import NOBODY
from rxbilling.engine.money import product, whole
from rxbilling.engine.rating import rated
from rxbilling.engine.steps import (
    AmountStep,
    CalendarStep,
    CostStep,
    CutStep,
    LotStep,
    PriceStep,
    RoundingStep,
    Source,
    Step,
)
from rxbilling.engine.terms import Account, Contract, Level, Rule, Terms, Tier
from rxbilling.engine.workings import Workings


def steps(row: int, entries: Entries, terms: Terms, billed: Billed | None = None) -> tuple[Step, ...]:
    """Explain the charge of one entry.

    Args:
        row: The entry's row.
        entries: What is rated.
        terms: What it is rated with.
        billed: What stands on bills.

    Returns:
        Steps in the order of the calculation; portions are numbered from 0 within the charge. Amounts of a charge
        that has a problem are left out.
    """
    rows = np.flatnonzero(entries.account == entries.account[row])
    own = entries.take(rows)
    some = None if billed is None else billed.take(np.flatnonzero(billed.work.account == entries.account[row]))
    return rate_and_explain(own, terms, some)[1][int(np.searchsorted(rows, row))]


def rate_and_explain(
    entries: Entries, terms: Terms, billed: Billed | None = None
) -> tuple[Charges, list[tuple[Step, ...]]]:
    """Rate, as ``rating.rate`` does, and explain every charge, in the order of the entries."""
    book = Book.of(entries if billed is None else entries.join(billed.work), terms, billed, None)
    batches = list(rated(entries, billed, book))
    found: dict[int, tuple[Step, ...]] = {}
    for batch in batches:
        explained = _Batch(batch, book)
        for place in np.flatnonzero(batch.work.row != NONE).tolist():
            found[int(batch.work.row[place])] = tuple(explained.steps(place))
    return assembled(entries, iter(batches), book), [found[row] for row in range(len(entries))]


@dataclass(frozen=True, slots=True)
class _Shared:
    """How groups of rounding were shared (R13).

    By group: what is worked and not billed yet, what is billable of it, and the seconds that go to the largest
    remainders. ``places`` are those of segments among the remainders of their group.
    """

    open_s: Int64
    billable_s: Int64
    spare_s: Int64
    places: Int64

    @classmethod
    def of(cls, work: Workings) -> "_Shared":
        """Share once more, keeping what the result does not show."""
        rows = np.flatnonzero(work.charged & (work.billed_of_part == NONE))
        group, worked_s = work.groups.of[rows], work.parts.worked_s[rows]
        open_s, billable_s = np.zeros_like(work.groups.worked_s), np.zeros_like(work.groups.worked_s)
        np.add.at(open_s, group, worked_s)
        np.add.at(billable_s, group, work.billable_s[rows])
        exact, divisor = product(billable_s[group], worked_s), np.maximum(open_s[group], 1)
        spare_s = billable_s.copy()
        np.subtract.at(spare_s, group, whole(exact // divisor))
        order = np.lexsort((work.rank[rows], -whole(exact % divisor), group))
        places = np.full(len(work.parts), NONE)
        places[rows[order]] = np.arange(len(rows)) - np.searchsorted(group[order], group[order])
        return cls(open_s, billable_s, spare_s, places)


@dataclass(frozen=True)
class _Batch:
    """A rated batch, asked entry by entry."""

    rated: Rated
    book: Book

    @property
    def terms(self) -> Terms:
        return self.book.terms

    @cached_property
    def first_portion(self) -> Int64:
        """Where the portions of each segment begin."""
        return np.searchsorted(self.rated.splits.segment, np.arange(len(self.rated.work.parts) + 1))

    @cached_property
    def first_segment(self) -> Int64:
        """Where the segments of each entry begin."""
        return np.searchsorted(self.rated.work.parts.entry, np.arange(len(self.rated.work.entries) + 1))

    @cached_property
    def shared(self) -> "_Shared":
        """How the groups of rounding were shared."""
        return _Shared.of(self.rated.work)

    def steps(self, entry: int) -> Iterator[Step]:
        """The steps of one entry of the batch."""
        segments = range(int(self.first_segment[entry]), int(self.first_segment[entry + 1]))
        for method in (self.cuts, self.prices, self.roundings, self.lots):
            yield from method(segments)
        if not self.rated.problem[entry]:
            yield from self.amounts(segments)
        yield self.cost(entry)

    def portions(self, segments: range) -> Iterator[tuple[int, int, int]]:
        """Number of each portion in its charge, its row, and its segment."""
        begin = int(self.first_portion[segments.start])
        for segment in segments:
            for row in range(int(self.first_portion[segment]), int(self.first_portion[segment + 1])):
                yield row - begin, row, segment

    def cuts(self, segments: range) -> Iterator[CalendarStep | CutStep]:
        """Contract, calendar, instants and tier of each portion."""
        parts, portions = self.rated.work.parts, self.rated.portions
        for number, row, segment in self.portions(segments):
            contract, cycle = self.contract(segment), int(parts.cycle[segment])
            key = self.book.clocks.keys[int(self.book.clocks.of_owner[parts.owner[segment]])]
            yield CalendarStep(
                number,
                contract.key if contract else None,
                None if cycle == NONE else cycle,
                key,
                self.terms.calendars[key].zone,
                _source(None, contract and contract.calendar, self.account(segment).calendar),
            )
            yield CutStep(
                number,
                int(portions.start[row]),
                int(portions.end[row]),
                int(portions.worked_s[row]),
                Tier(int(portions.tier[row])).name.lower(),
                not self.rated.work.entries.clock[parts.entry[segment]],
            )

    def prices(self, segments: range) -> Iterator[PriceStep]:
        """The level and rule that set each portion's price."""
        portions = self.rated.portions
        for number, row, _ in self.portions(segments):
            rule, level = self.rule(int(portions.rule[row])), int(portions.level[row])
            kind = Kind(int(portions.kind[row])).name.lower()
            level_name = None if level == NONE else Level(level).name.lower()
            key, order = (rule.key, rule.order) if rule else (None, None)
            yield PriceStep(number, kind, level_name, key, order)

    def roundings(self, segments: range) -> Iterator[RoundingStep]:
        """One step for the segments of the entry that are in one group."""
        work = self.rated.work
        charged = [segment for segment in segments if work.charged[segment]]
        for group in dict.fromkeys(int(work.groups.of[segment]) for segment in charged):
            yield self.rounding(group, [segment for segment in charged if work.groups.of[segment] == group])

    def rounding(self, group: int, segments: list[int]) -> RoundingStep:
        """How the segments' group was rounded and shared."""
        work, groups = self.rated.work, self.rated.work.groups
        policy = self.book.policies.values[int(work.policy[segments[0]])]
        numbers = {row: number for number, row, _ in self.portions(self.segments_of(segments[0]))}
        rule, contract = self.rule(int(work.rule[segments[0]])), self.contract(segments[0])
        return RoundingStep(
            portions=tuple(tuple(numbers[row] for row in self.rows(segment)) for segment in segments),
            source=_source(rule and rule.rounding, contract and contract.rounding, self.account(segments[0]).rounding),
            scope=policy.scope,
            group_s=int(groups.worked_s[group]),
            minimum_s=policy.minimum_s,
            increment_s=policy.increment_s,
            mode=policy.mode,
            rounded_s=int(groups.rounded_s[group]),
            billed_s=int(groups.billed_s[group]),
            billable_s=int(self.shared.billable_s[group]),
            open_s=int(self.shared.open_s[group]),
            spare_s=int(self.shared.spare_s[group]),
            worked_s=tuple(work.parts.worked_s[segments].tolist()),
            places=tuple(self.shared.places[segments].tolist()),
            shares_s=tuple(work.billable_s[segments].tolist()),
        )

    def lots(self, segments: range) -> Iterator[LotStep]:
        """What each included portion drew."""
        drawn, draw = self.rated.drawn, self.rated.splits.draw
        for number, row, segment in self.portions(segments):
            if draw[row] != NONE:
                place = int(draw[row])
                lot = drawn.lots[int(drawn.draws.lot[place])]
                contract, tier = self.rated.work.parts.contract[segment], self.rated.work.parts.tier[segment]
                yield LotStep(
                    number,
                    lot.key,
                    lot.kind,
                    lot.unit,
                    int(drawn.units[segment]),
                    int(drawn.draws.units[place]),
                    int(self.book.burn_bp[contract, tier]),
                    int(drawn.draws.drawn[place]),
                )

    def amounts(self, segments: range) -> Iterator[AmountStep]:
        """What each portion costs that no lot covered."""
        portions, rest, drawn = self.rated.portions, self.rated.rest, self.rated.drawn
        for number, row, segment in self.portions(segments):
            if self.rated.splits.draw[row] != NONE or not self.rated.work.charged[segment]:
                continue
            valued = drawn.unit[segment] == MONEY and not rest.planned[segment]
            seconds = self.rated.work.billable_s[segment] if valued else portions.billable_s[row]
            yield AmountStep(
                number,
                int(portions.rate[row]),
                int(portions.factor_bp[row]),
                int(seconds),
                int(rest.once[segment]) if rest.per_request[segment] else None,
                int(drawn.units[segment] - self.rated.splits.rest[segment]) if valued else 0,
                int(portions.amount[row]),
            )

    def cost(self, entry: int) -> CostStep:
        """What the entry costs."""
        cut, work = self.rated.work.cut, self.rated.work
        rows = np.arange(*np.searchsorted(cut.entry, (entry, entry + 1)))
        rates = cost_rates(work.entries, cut.take(rows), self.book.costs)
        return CostStep(tuple(rates.tolist()), tuple(cut.worked_s[rows].tolist()), int(work.cost[entry]))

    def segments_of(self, segment: int) -> range:
        """All segments of a segment's entry."""
        entry = int(self.rated.work.parts.entry[segment])
        return range(int(self.first_segment[entry]), int(self.first_segment[entry + 1]))

    def rows(self, segment: int) -> range:
        """Rows of a segment's portions."""
        return range(int(self.first_portion[segment]), int(self.first_portion[segment + 1]))

    def contract(self, segment: int) -> Contract | None:
        """The contract of a segment."""
        index = int(self.rated.work.parts.contract[segment])
        return None if index == NONE else self.terms.contracts[index]

    def account(self, segment: int) -> Account:
        """The account that a segment is priced for."""
        contract, entries = self.contract(segment), self.rated.work.entries
        name = entries.names["account"][int(entries.account[self.rated.work.parts.entry[segment]])]
        return self.terms.accounts.get(contract.account if contract else name, NOBODY)

    def rule(self, index: int) -> Rule | None:
        """A rule by its place."""
        return None if index == NONE else self.terms.rules[index]


def _source(own: object, contract: object, account: object) -> Source:
    """Where a setting comes from: the rule's own, else the contract's or the account's, else the default."""
    if own is not None:
        return "rule"
    return "contract" if contract is not None else "account" if account is not None else "default"
