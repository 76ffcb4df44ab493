"""An explanation (R28) as lines of text in the reader's language; the data is the engine's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rxbilling.engine.steps import AmountStep, CalendarStep, CostStep, CutStep, PriceStep, RoundingStep, Step
from rxbilling.locales import N_, tr
from rxbilling.services.pricing_explain import Explanation
from rxbilling.state.wording import exact, factor, money

TIERS = {
    "operational": N_("Operational"),
    "non_operational": N_("Non-operational"),
    "weekend": N_("Weekend"),
    "holiday": N_("Holiday"),
}
SOURCES = {
    "rule": N_("from the bill rule"),
    "contract": N_("from the contract"),
    "account": N_("from the account"),
    "default": N_("the organisation's default"),
}
LEVELS = {
    "contract": N_("Rule of the contract: {rule}"),
    "plan": N_("Rule of the support plan: {rule}"),
    "account": N_("Rule of the account: {rule}"),
    "general": N_("General rule: {rule}"),
}
MODES = {
    "up": N_("up to the next {step}"),
    "nearest": N_("to the nearest {step}, a half going up"),
    "down": N_("down to a whole {step}"),
}


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
        self.zone = ZoneInfo(next((step.zone for step in found.steps if isinstance(step, CalendarStep)), "UTC"))
        self.several = sum(isinstance(step, CutStep) for step in found.steps) > 1

    def lines(self) -> Iterator[WhyLine]:
        """Yield the lines in the order in which a price comes about; equal ones once."""
        said = set[tuple[str, str]]()
        for step in self.found.steps:
            line = self.line(step)
            if line is not None and (line.label, line.text) not in said:
                said.add((line.label, line.text))
                yield line

    def line(self, step: Step) -> WhyLine | None:
        """Word one step; None where it says nothing (nothing was rounded, nothing costs)."""
        match step:
            case CalendarStep():
                return self.calendar(step)
            case CutStep():
                return self.cut(step)
            case PriceStep():
                return self.price(step)
            case RoundingStep():
                return self.rounding(step)
            case AmountStep():
                return self.amount(step)
            case CostStep():
                return self.cost(step)

    def t(self, msgid: str, **values: object) -> str:
        """Translate into the language of this wording."""
        return tr(self.language, msgid, **values)

    def part(self, label: str, portion: int) -> str:
        """Number a label where the entry has several parts."""
        return f"{self.t(label)} {portion + 1}" if self.several else self.t(label)

    def calendar(self, step: CalendarStep) -> WhyLine:
        """Whose clock counts."""
        name = self.found.calendars.get(step.calendar, step.calendar)
        source = self.t(SOURCES[step.source])
        if step.contract:
            contract = self.found.contracts.get(step.contract, step.contract)
            return WhyLine(self.t(N_("Contract")), f"{contract} · {name} ({step.zone}), {source}")
        return WhyLine(self.t(N_("Calendar")), f"{name} ({step.zone}), {source}")

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

    def price(self, step: PriceStep) -> WhyLine:
        """Which price won."""
        label = self.part(N_("Price"), step.portion)
        if step.kind == "free":
            return WhyLine(label, self.t(N_("Not billable: nothing is charged")))
        if step.level == "override":
            return WhyLine(label, self.t(N_("The entry's own rate")))
        if step.level is None or step.rule is None:
            return WhyLine(label, self.t(N_("No rule matches: the entry cannot be billed until one does")))
        rule = self.found.rules.get(step.rule, step.rule)
        return WhyLine(label, self.t(LEVELS[step.level], rule=rule))

    def rounding(self, step: RoundingStep) -> WhyLine | None:
        """How the billed length came about."""
        if step.increment_s <= 1 and not step.minimum_s:
            return None
        told = [self.t(N_("at least {length}"), length=exact(step.minimum_s))] if step.minimum_s else []
        if step.increment_s > 1:
            told.append(self.t(MODES[step.mode], step=exact(step.increment_s)))
        text = f"{exact(step.worked_s)}, {', '.join(told)} ({self.t(SOURCES[step.source])})"
        return WhyLine(self.t(N_("Rounding")), text, exact(step.billable_s))

    def amount(self, step: AmountStep) -> WhyLine | None:
        """What a part costs the customer."""
        if not step.rate:
            return None
        rate = money(self.language, step.rate, self.found.charge.currency)
        text = self.t(N_("{length} at {rate} an hour"), length=exact(step.billable_s), rate=rate)
        times = "" if step.factor_bp == 10_000 else f" × {factor(self.language, step.factor_bp)}"
        amount = money(self.language, step.amount, self.found.charge.currency)
        return WhyLine(self.part(N_("Amount"), step.portion), text + times, amount)

    def cost(self, step: CostStep) -> WhyLine | None:
        """What the work costs the organisation."""
        if not step.cost:
            return None
        home = self.found.cost_currency
        rates = dict.fromkeys(money(self.language, rate, home) for rate in step.rates)
        worked = exact(self.found.charge.worked_s)
        text = self.t(N_("{length} at {rate} an hour"), length=worked, rate=" / ".join(rates))
        return WhyLine(self.t(N_("Cost")), text, money(self.language, step.cost, home))
