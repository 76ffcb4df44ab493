"""Who may call what: every handler says so, and what is sent to everybody on connecting holds no data."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from typing import Any

import reflex as rx
from reflex.state import BaseState
from reflex_base.registry import RegistrationContext

from rxbilling.rxbilling import app
from rxbilling.services.access import Right
from rxbilling.services.rule_drafts import FIELDS
from rxbilling.state.account_fields import AccountTexts
from rxbilling.state.bill_settings import SettingTexts
from rxbilling.state.contract_fields import ContractTexts
from rxbilling.state.guard import POLICY, Rule, policy, policy_of
from rxbilling.state.picking import PARTS, Picker
from rxbilling.state.plan_fields import PlanTexts
from rxbilling.state.rule_fields import RuleTexts
from rxbilling.state.ticket_fields import TicketTexts
from rxbilling.state.what_if_fields import RoundingTexts

OURS = "rxbilling."
PUBLIC = {"Viewer.greet", "Viewer.choose_language", "Welcome.look"}
# How a page looks before it is filled; the same for everybody, whatever is stored.
NOTHING_PICKED = {source: Picker() for source in PARTS}
KNOWN_DEFAULTS: dict[str, Any] = {
    "Viewer.language": "en",
    "AccountForm.texts": AccountTexts(),
    "AccountPage.is_active": True,
    "Accounts.is_first": True,
    "Accounts.shown": "active",
    "BillPage.is_first": True,
    "BillRun.chosen": {"account": [], "contract": []},
    "BillRun.is_first": True,
    "BillRun.shown": -1,
    "BillSettingsForm.texts": SettingTexts(),
    "BillWay.detail": "home",
    "BillWay.hours_style": "home",
    "Bills.is_first": True,
    "Bills.status": "all",
    "ContractForm.fields": ContractTexts(),
    "ContractForm.kind": "new",
    "ContractForm.unit": "second",
    "ContractPage.is_newest": True,
    "Contracts.chosen_state": "all",
    "Contracts.is_first": True,
    "Contracts.plan": "all",
    "Contracts.view": "list",
    "Notices.is_newest": True,
    "Dashboard.has_cost": True,
    "Dashboard.loading": True,
    "Dashboard.period": "all",
    "Dashboard.pickers": NOTHING_PICKED,
    "Entries.loading": True,
    "Entries.period": "all",
    "Entries.pickers": NOTHING_PICKED,
    "Extras.contract": "0",
    "Exports.is_first": True,
    "QuickBooksNames.is_first": True,
    "QuickBooksNames.kind": "customer",
    "QuickBooksNames.shown": "all",
    "QuickBooksPage.tab": "send",
    "QuickBooksSend.way": "iif",
    "WhatIf.has_allowance": True,
    "WhatIf.kind": "prices",
    "WhatIf.loading": True,
    "WhatIf.period": "all",
    "WhatIf.pickers": NOTHING_PICKED,
    "WhatIf.rates": [""] * 4,
    "WhatIf.rounding": RoundingTexts(),
    "WhatIf.unit": "second",
    "Problems.loading": True,
    "Problems.period": "all",
    "Problems.pickers": NOTHING_PICKED,
    "TicketChangeForm.texts": TicketTexts(),
    "Tickets.chosen_state": "all",
    "TopUpForm.is_new": True,
    "PlanForm.texts": PlanTexts(),
    "PlanForm.type": "hour",
    "RuleForm.chosen": {field: [] for field in FIELDS},
    "RuleForm.kind": "save",
    "RuleForm.price_kind": "fixed",
    "RuleForm.texts": RuleTexts(),
    "RuleForm.words": {field: [] for field in FIELDS},
    "Rules.level": "general",
    "SummaryPage.rep": "0",
    "Approvals.is_first": True,
    "Approvals.shown": "submitted",
    "Audit.is_first": True,
    "Audit.subject": "all",
    "EntryForm.billable": True,
    "EntryForm.by_clock": True,
    "EntryForm.service": "0",
    "EntryForm.tier": "0",
    "ExpenseForm.billable": True,
    "Expenses.is_first": True,
    "Expenses.loading": True,
    "Expenses.period": "all",
    "Expenses.pickers": NOTHING_PICKED,
    "ProfilePage.language": "en",
    "ProfilePage.theme": "system",
    "ProfilePage.zone": "organisation",
    "Many.picked": "0",
    "QuickAdd.account": "0",
    "QuickAdd.billable": True,
    "QuickAdd.rep": "0",
    "QuickAdd.service": "0",
    "QuickAdd.ticket": "0",
    "QuickAdd.tier": "0",
    "TimerBar.account": "0",
    "TimerBar.billable": True,
    "TimerBar.service": "0",
    "TimerBar.ticket": "0",
    "Users.rep": "0",
    "Users.role": "rep",
    "WeekCopy.how": "hours",
    "WeekAdding.account": "0",
    "WeekAdding.billable": True,
    "WeekAdding.service": "0",
    "WeekAdding.ticket": "0",
    "WeekPage.rep": "0",
    "DayPage.rep": "0",
    "Why.tab": "price",
    "Importing.zone": "UTC",
    "Importing.date_order": "auto",
}


def policies(package: str) -> dict[str, Rule | None]:
    """Return each handler of the States of a package, and its policy."""
    assert app is not None
    found = {}
    for event, registered in RegistrationContext.get().event_handlers.items():
        name = event.rsplit(".", maxsplit=1)[1]
        # Reflex gives each State a setter for setters written by hand; the guard refuses it (below).
        if name != "setvar" and registered.states and registered.states[0].__module__.startswith(package):
            found[f"{registered.states[0].__name__}.{name}"] = getattr(registered.handler.fn, POLICY, None)
    return found


def without_policy(package: str) -> list[str]:
    return sorted(
        name
        for name, rule in policies(package).items()
        if rule not in {"public", "user"} and not isinstance(rule, Right)
    )


def states(package: str) -> list[type[BaseState]]:
    return [state for state in RegistrationContext.get().base_states.values() if state.__module__.startswith(package)]


def is_empty(value: Any) -> bool:
    """Say whether a value holds nothing; a record does where all of its fields do."""
    return not (any(asdict(value).values()) if is_dataclass(value) and not isinstance(value, type) else value)


def told(package: str) -> dict[str, Any]:
    """Return what is sent of the States of a package on connecting, and what is not empty of it."""
    return {
        f"{state.__name__}.{name}": value
        for state in states(package)
        for name, field in state.get_fields().items()
        if name in state.base_vars and not is_empty(value := field.default_value())
    }


def evaluated_at_build(package: str) -> list[str]:
    """Return computed variables: the build writes what they return into the pages, so that there are none."""
    return [
        f"{state.__name__}.{name}"
        for state in states(package)
        for name in state.computed_vars
        if name not in rx.State.computed_vars
    ]


def test_every_handler_says_who_may_call_it() -> None:
    assert len(policies(OURS)) > 40
    assert without_policy(OURS) == []


def test_the_public_handlers_are_these() -> None:
    assert {name for name, rule in policies(OURS).items() if rule == "public"} == PUBLIC


def test_setters_that_reflex_adds_are_refused() -> None:
    setters = [name for name in RegistrationContext.get().event_handlers if name.endswith(".setvar")]
    ours = [name for name in setters if "rxbilling" in name]
    assert ours
    assert {policy_of(name) for name in ours} == {None}


def test_what_is_sent_on_connecting_holds_no_data() -> None:
    assert len(states(OURS)) >= 9
    assert told(OURS) == KNOWN_DEFAULTS
    assert evaluated_at_build(OURS) == []


@contextmanager
def careless() -> Iterator[str]:
    """Make a State that forgets all of this, gone at the end; yield the module that Reflex moves it to."""
    with RegistrationContext.get().fork():

        class Careless(rx.State):
            salaries: list[int] = [9000]  # noqa: RUF012 - Reflex copies it

            @rx.event
            def forgotten(self) -> None:
                """Do something."""

            def without_decorator(self) -> None:
                """Be a handler all the same."""

            @rx.event
            @policy("user")
            def remembered(self) -> None:
                """Do something."""

            @rx.var
            def computed(self) -> int:
                return 9000

        yield Careless.__module__


def test_a_careless_state_is_seen() -> None:
    with careless() as module:
        assert without_policy(module) == ["Careless.forgotten", "Careless.without_decorator"]
        assert told(module) == {"Careless.salaries": [9000]}
        assert evaluated_at_build(module) == ["Careless.computed"]
    assert states(module) == []
