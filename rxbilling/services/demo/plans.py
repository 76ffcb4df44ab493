"""The demo's five support plans, and the top-ups that can be bought for them."""

from dataclasses import dataclass

from rxbilling.models import SupportPlan, TopUpOffer

HOUR = 3600
HALF_HOUR = 1800


@dataclass(frozen=True, slots=True)
class Plans:
    """The five support plans."""

    care: SupportPlan
    pack: SupportPlan
    inclusive: SupportPlan
    retainer: SupportPlan
    as_you_go: SupportPlan

    def all(self) -> tuple[SupportPlan, ...]:
        """Return them."""
        return self.care, self.pack, self.inclusive, self.retainer, self.as_you_go


def make_plans(allowance: int) -> Plans:
    """Return the plans; ``allowance`` is what the care plan includes a month, in seconds."""
    return Plans(
        care=SupportPlan(
            name="Care hours", description="A monthly number of hours, paid in advance", mode="prepaid", currency="EUR",
            base_charge=allowance // HALF_HOUR * 4100, allowance_amount=allowance,
            burn_bp=[10_000, 10_000, 10_000, 20_000], overage_rates=[9500, 14_250, 16_625, 19_000],
            after_allowance="warn", grace_bp=1000, carry_over_cap=5 * HOUR, carry_over_cycles=1,
        ),
        pack=SupportPlan(
            name="Incident pack", description="Sixty requests a quarter", type="request", mode="prepaid",
            cycle="quarter", anchor="calendar", currency="EUR", base_charge=540_000, allowance_unit="request",
            allowance_amount=60, overage_per="request", overage_rates=[9900] * 4, carry_over_cap=10,
            carry_over_cycles=1, after_allowance="block", grace_bp=500,
        ),
        inclusive=SupportPlan(
            name="All inclusive", description="One charge a month; visits on site are extra", type="fixed",
            mode="prepaid", anchor="calendar", currency="EUR", base_charge=290_000, prorate=True,
        ),
        retainer=SupportPlan(
            name="Retainer", description="An amount a month to draw on", type="retainer", mode="prepaid",
            anchor="calendar", currency="EUR", base_charge=250_000, allowance_unit="money", allowance_amount=250_000,
        ),
        as_you_go=SupportPlan(
            name="Pay as you go", description="Billed monthly by the hour", anchor="calendar", currency="EUR",
            is_default=True,
        ),
    )  # fmt: skip


def make_offers(plans: Plans) -> list[TopUpOffer]:
    """Return what can be bought beside the plans, which have been stored."""
    care, pack = plans.care.id or 0, plans.pack.id or 0
    return [
        TopUpOffer(plan_id=care, name="5 hours", unit="second", amount=5 * HOUR, price=42_500),
        TopUpOffer(plan_id=care, name="10 hours", unit="second", amount=10 * HOUR, price=80_000),
        TopUpOffer(plan_id=pack, name="10 requests", unit="request", amount=10, price=92_000),
    ]
