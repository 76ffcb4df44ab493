"""Support plans and top-ups as the engine's: what a cycle costs and what it includes (R14 to R17, R21)."""

from collections.abc import Sequence

from rxbilling.engine import terms as engine
from rxbilling.engine.tier_rates import rates_of
from rxbilling.models import Contract, SupportPlan, TopUp

# Columns of a plan that a contract may agree otherwise.
OVERRIDABLE = ("base_charge", "allowance_amount", "overage_rates")


def agreed_plan(plan: SupportPlan, contract: Contract) -> SupportPlan:
    """Return a plan as a contract has it: with what is agreed otherwise in the place of its own."""
    agreed = {name: value for name, value in contract.overrides.items() if name in OVERRIDABLE}
    # The plan may be a row of the database without the methods of its model.
    columns = {name: getattr(plan, name) for name in SupportPlan.model_fields}
    return SupportPlan(**columns | agreed) if agreed else plan


def plan_of(row: SupportPlan) -> engine.Plan:
    """Return a plan; the words of its columns are those of the engine (CHECK constraints)."""
    return engine.Plan(
        key=str(row.id),
        cycle=engine.Cycle(row.cycle, row.anchor),  # type: ignore[arg-type]  # checked by the table
        mode=row.mode,  # type: ignore[arg-type]  # checked by the table
        base_charge=row.base_charge,
        prorate=row.prorate,
        allowance=_allowance(row),
        prorate_allowance=row.prorate_allowance,
        only_operational_draws=row.only_operational_draws,
        burn_bp=rates_of(row.burn_bp),
        overage=_overage(row),
        carry_over=engine.CarryOver(row.carry_over_cap, row.carry_over_cycles) if row.carry_over_cycles else None,
    )


def top_up_of(row: TopUp) -> engine.TopUp:
    """Return a top-up.

    Where two are equally old, the lowest number is drawn first (R14): the engine compares keys as texts, so that the
    number has as many digits in each.
    """
    quantity = engine.Quantity(row.unit, row.amount)  # type: ignore[arg-type]  # checked by the table
    return engine.TopUp(f"{row.contract_id}/top-up/{row.id:010}", quantity, row.first_day, row.last_day)


def top_up_number(key: str) -> int:
    """Return the number of the top-up whose lot has a key."""
    return int(key.rsplit("/", 1)[1])


def of_one_unit(plan: engine.Plan, bought: Sequence[engine.TopUp]) -> tuple[engine.TopUp, ...]:
    """Return the top-ups in the unit of the plan's allowance, else of the first of them.

    Hours cannot be drawn where money is: a top-up in another unit gives nothing until the plan is what it was.
    """
    unit = plan.allowance.unit if plan.allowance else bought[0].granted.unit if bought else None
    return tuple(top_up for top_up in bought if top_up.granted.unit == unit)


def _allowance(row: SupportPlan) -> engine.Quantity | None:
    """An amount of 0 includes nothing, whatever the type of the plan: its work is plain, not overage (R16)."""
    if not row.allowance_amount:
        return None
    return engine.Quantity(row.allowance_unit, row.allowance_amount)  # type: ignore[arg-type]  # checked by the table


def _overage(row: SupportPlan) -> engine.Price | None:
    if row.overage_rates is None:
        return None
    return engine.Price(row.overage_per, rates_of(row.overage_rates))  # type: ignore[arg-type]  # checked by the table
