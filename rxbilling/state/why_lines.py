"""An explanation (R28) as lines of text in the reader's language; the data is the engine's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rxbilling.engine.steps import AmountStep, CalendarStep, CostStep, CutStep, LotStep, PriceStep, RoundingStep, Step
from rxbilling.engine.terms import NO_FACTOR_BP
from rxbilling.exchange.statement_text import requests_text
from rxbilling.locales import N_, tr
from rxbilling.services.pricing_explain import Explanation
from rxbilling.state import wording
from rxbilling.state.why_words import GROUPS, LEVELS, LOTS, LOTS_THAT_ARE_GONE, MODES, SOURCES, TIERS
from rxbilling.state.wording import NOTHING, exact, factor, money


@dataclass
class WhyLine:
    """One step: what it is about, what happened, and the figure that came out."""

    label: str = ""
    text: str = ""
    value: str = ""


class Wording:
    """Words the steps of one explanation in one language."""

    def __init__(self, language: str, found: Explanation) -> None:
        self.language, self.found = language, found
        self.zone = ZoneInfo(found.zone)
        self.several = sum(isinstance(step, CutStep) for step in found.steps) > 1

    def lines(self) -> Iterator[WhyLine]:
        """Yield the lines in the order in which a price comes about; equal ones once."""
        said = set[tuple[str, str, str]]()
        for step in self.found.steps:
            line = self.line(step)
            if line is not None and (key := (line.label, line.text, line.value)) not in said:
                said.add(key)
                yield line

    def line(self, step: Step) -> WhyLine | None:
        """Word one step; None where it says nothing (nothing was rounded, nothing costs)."""
        found: WhyLine | None
        match step:
            case CalendarStep():
                found = self.calendar(step)
            case CutStep():
                found = self.cut(step)
            case PriceStep():
                found = self.price(step)
            case RoundingStep():
                found = self.rounding(step)
            case LotStep():
                found = self.lot(step)
            case AmountStep():
                found = self.amount(step)
            case CostStep():
                found = self.cost(step)
        return found

    def t(self, msgid: str, **values: object) -> str:
        """Translate into the language of this wording."""
        return tr(self.language, msgid, **values)

    def part(self, label: str, portion: int) -> str:
        """Number a label where the entry has several parts."""
        return f"{self.t(label)} {portion + 1}" if self.several else self.t(label)

    def calendar(self, step: CalendarStep) -> WhyLine:
        """Whose clock counts."""
        name = self.found.calendars.get(step.calendar, NOTHING)
        calendar = f"{name} ({step.zone}), {self.t(SOURCES[step.source])}"
        if step.contract is None:
            return WhyLine(self.t(N_("Calendar")), calendar)
        contract = self.found.contracts.get(step.contract, NOTHING)
        if step.cycle is not None:
            first = wording.day(self.language, date.fromordinal(step.cycle))
            contract += " · " + self.t(N_("bill cycle from {day}"), day=first)
        return WhyLine(self.t(N_("Contract")), f"{contract} · {calendar}")

    def cut(self, step: CutStep) -> WhyLine:
        """When a part was worked, and its tier."""
        tier = self.t(TIERS[step.tier])
        label = self.part(N_("Part") if self.several else N_("Worked"), step.portion)
        if step.stated:
            return WhyLine(label, self.t(N_("{tier}, as stated with the entry"), tier=tier), exact(step.worked_s))
        return WhyLine(label, f"{self.clock(step.start)} - {self.clock(step.end)} · {tier}", exact(step.worked_s))

    def clock(self, instant: int) -> str:
        """Return a time of day on the customer's clock."""
        return datetime.fromtimestamp(instant, UTC).astimezone(self.zone).strftime("%H:%M:%S")

    def price(self, step: PriceStep) -> WhyLine | None:
        """Which price won; None where it takes none, as a lot gave all."""
        label = self.part(N_("Price"), step.portion)
        if step.kind == "included" and step.level is None:
            return None
        if step.kind == "free" and step.level is None:
            return WhyLine(label, self.t(N_("Not billable: nothing is charged")))
        beyond = self.t(N_("Beyond what is included")) + " · " if step.kind == "overage" else ""
        return WhyLine(label, beyond + self.which(step))

    def which(self, step: PriceStep) -> str:
        """Where a price was found."""
        if step.level == "override":
            return self.t(N_("The entry's own rate"))
        if step.level is None:
            return self.t(N_("No rule matches: the entry cannot be billed until one does"))
        if step.rule is None:
            return self.t(N_("The support plan's price for it"))
        return self.t(LEVELS[step.level], rule=self.found.rules.get(step.rule, NOTHING))

    def rounding(self, step: RoundingStep) -> WhyLine | None:
        """How the billed length came about, and how much of it is this entry's."""
        if step.increment_s <= 1 and not step.minimum_s:
            return None
        told = [self.t(GROUPS[step.scope], length=exact(step.group_s))]
        if step.minimum_s:
            told.append(self.t(N_("at least {length}"), length=exact(step.minimum_s)))
        if step.increment_s > 1:
            told.append(self.t(MODES[step.mode], step=exact(step.increment_s)))
        text = f"{', '.join(told)} ({self.t(SOURCES[step.source])})"
        share = sum(step.shares_s)
        if share != step.rounded_s:
            text += f" = {exact(step.rounded_s)}"
        if step.billed_s:
            text += self.t(N_(", less {length} billed already"), length=exact(step.billed_s))
        if share != step.billable_s:
            own, whole = exact(sum(step.worked_s)), exact(step.open_s)
            text += self.t(N_("; this entry's share for {own} of {whole} worked"), own=own, whole=whole)
        return WhyLine(self.t(N_("Rounding")), text, exact(share))

    def lot(self, step: LotStep) -> WhyLine:
        """What the contract included."""
        label, nothing = self.part(N_("Included"), step.portion), self.money(0)
        if step.unit == "request" and not step.units:
            return WhyLine(label, self.t(N_("With the request that this ticket has drawn in this cycle")), nothing)
        amount = self.quantity(step.unit, step.units)
        if step.burn_bp != NO_FACTOR_BP:
            drawn = self.quantity(step.unit, -(-step.drawn // NO_FACTOR_BP))
            amount = f"{amount} × {factor(self.language, step.burn_bp)} = {drawn}"
        grant = self.found.lots.get(step.lot)
        if grant is None:
            return WhyLine(label, self.t(LOTS_THAT_ARE_GONE[step.kind], amount=amount), nothing)
        days, left = wording.days(self.language, grant.first_day, grant.last_day), self.quantity(step.unit, grant.left)
        return WhyLine(label, self.t(LOTS[step.kind], amount=amount, days=days, left=left), nothing)

    def quantity(self, unit: str, amount: int) -> str:
        """Return an amount of seconds, requests or money."""
        if unit == "request":
            return requests_text(amount, self.language)
        return exact(amount) if unit == "second" else self.money(amount)

    def money(self, amount: int) -> str:
        """Return an amount in the currency of the charge."""
        return money(self.language, amount, self.found.charge.currency)

    def amount(self, step: AmountStep) -> WhyLine | None:
        """What a part costs the customer."""
        if not step.rate:
            return None
        text = self.rated(step)
        if step.covered:
            text += self.t(N_(", less {amount} that is included"), amount=self.money(step.covered))
        return WhyLine(self.part(N_("Amount"), step.portion), text, self.money(step.amount))

    def rated(self, step: AmountStep) -> str:
        """Rate and factor, and what they are applied to."""
        rate = self.money(step.rate)
        times = "" if step.factor_bp == NO_FACTOR_BP else f" × {factor(self.language, step.factor_bp)}"
        if step.requests is None:
            return self.t(N_("{length} at {rate} an hour"), length=exact(step.billable_s), rate=rate) + times
        per_request = self.t(N_("{rate} per request"), rate=rate) + times
        if step.requests:
            return per_request
        return per_request + self.t(N_(", already charged on this ticket in this cycle"))

    def cost(self, step: CostStep) -> WhyLine | None:
        """What the work costs the organisation."""
        if not step.cost:
            return None
        home = self.found.cost_currency
        rates = dict.fromkeys(money(self.language, rate, home) for rate in step.rates)
        worked = exact(self.found.charge.worked_s)
        text = self.t(N_("{length} at {rate} an hour"), length=worked, rate=" / ".join(rates))
        return WhyLine(self.t(N_("Cost")), text, money(self.language, step.cost, home))
