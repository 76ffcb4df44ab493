"""The page of support plans: all of them, with how many contracts use each."""

from dataclasses import dataclass, field

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import plans
from rxbilling.services.access import Right
from rxbilling.services.plans import ListedPlan
from rxbilling.state import plan_words, wording
from rxbilling.state.guard import acting, policy


@dataclass
class PlanLine:
    """A plan in words; ``to_move`` says how many contracts use an earlier version."""

    number: int = 0
    name: str = ""
    description: str = ""
    kind: str = ""
    cycle: str = ""
    charge: str = ""
    allowance: str = ""
    afterwards: list[str] = field(default_factory=list)
    contracts: str = ""
    version_of: str = ""
    to_move: str = ""
    is_default: bool = False
    active: bool = True
    is_replaced: bool = False


class Plans(rx.State):
    """The list."""

    lines: list[PlanLine] = []
    is_loaded: bool = False

    @rx.event
    @policy(Right.SEE_CONTRACTS, by_itself=True)
    async def load(self) -> None:
        """Load the list, at first and when somebody may have changed it."""
        actor = acting(self)
        if actor is None:
            return
        found = await rx.run_in_thread(lambda: plans.all_plans(actor))
        # Those that can be chosen first.
        found = sorted(found, key=lambda plan: plan.is_replaced or not plan.draft.active)
        self.lines = [_line(actor.language, plan) for plan in found]
        self.is_loaded = True


def _line(language: str, plan: ListedPlan) -> PlanLine:
    draft = plan.draft
    return PlanLine(
        number=plan.number,
        name=draft.name,
        description=draft.description,
        kind=f"{tr(language, plan_words.TYPES[draft.type])} · {tr(language, plan_words.MODES[draft.mode])}",
        cycle=tr(language, plan_words.CYCLES[draft.cycle]),
        charge=wording.money(language, draft.base_charge, draft.currency),
        allowance=plan_words.allowance(language, draft),
        afterwards=plan_words.afterwards(language, draft),
        contracts=wording.number(language, plan.contracts),
        version_of=_version(language, plan),
        to_move=wording.number(language, plan.to_move) if plan.to_move else "",
        is_default=draft.is_default,
        active=draft.active,
        is_replaced=plan.is_replaced,
    )


def _version(language: str, plan: ListedPlan) -> str:
    if plan.from_day is None:
        return ""
    since = wording.day(language, plan.from_day)
    return tr(language, N_("From {day}, in the place of “{name}”"), day=since, name=plan.replaces)
