"""Who may call which event: written down here, and tried out by calling each as everybody, over a raw socket."""

import inspect
import json
from typing import Any, get_type_hints

import pytest
from reflex_base.registry import RegistrationContext

from rxbilling.services.access import NOT_ALLOWED
from rxbilling.state import week_approval  # noqa: F401 - whichever page shows it
from tests.api.site import Site
from tests.state.socket import Payload, tab
from tests.state.test_policy import OURS, policies

WHO = (None, "rep", "manager", "finance", "admin")
ANYBODY = frozenset(WHO)
USERS = frozenset({"rep", "manager", "finance", "admin"})
WORKERS = frozenset({"rep", "manager", "admin"})
OFFICE = frozenset({"manager", "finance", "admin"})
BOOKS = frozenset({"finance", "admin"})
ADMIN = frozenset({"admin"})
FILTERING = {
    "choose_first_day", "choose_last_day", "choose_period", "choose_text", "choose_view", "clear", "drop", "open_page",
    "pick", "refresh", "search",
}  # fmt: skip
REP_PAGE = {"choose_day", "choose_rep", "go_today", "move", "open_page", "refresh"}
MANAGERS = frozenset({"manager", "admin"})
MATRIX: dict[str, tuple[frozenset[str | None], set[str]]] = {
    "AccountForm": (MANAGERS, {"back", "check", "open_change", "open_new", "save"}),
    "AccountForm, on each page": (USERS, {"toggle"}),
    "AccountPage": (USERS, {"open_page", "refresh"}),
    "AccountPage, to change": (MANAGERS, {"delete", "delete_contact", "set_active"}),
    "AccountPage, with statements": (OFFICE, {"choose_days"}),
    "Accounts": (USERS, {"choose_shown", "look_for", "open_page", "refresh", "show_next", "show_previous"}),
    "ApprovalSetting": (ADMIN, {"turn"}),
    "ApprovalSetting, to look": (BOOKS, {"open_page"}),
    "Approvals": (MANAGERS, {"approve", "ask_word", "open_page", "refresh", "select", "select_all", "send_back",
                             "show", "show_first", "show_next", "stop_asking"}),
    "Audit": (ADMIN, {"choose_first_day", "choose_last_day", "choose_subject", "open_page", "refresh", "search",
                      "show_newest", "show_older"}),
    "Bell": (USERS, {"follow", "load", "read_all"}),
    "BillActs": (BOOKS, {"credit", "issue", "open_dialog", "pay", "pay_back", "void"}),
    "BillActs, to look": (OFFICE, {"toggle"}),
    "BillLogo": (BOOKS, {"refuse", "remove", "take"}),
    "BillLogo, to look": (OFFICE, {"open_page"}),
    "BillPage": (OFFICE, {"open_page", "refresh", "show_next", "show_previous"}),
    "BillPage, to change": (BOOKS, {"again", "discard", "remake", "remove_payment"}),
    "BillRun": (BOOKS, {"add_value", "close_bill", "drop_value", "look", "make", "open_bill", "open_page", "refresh",
                        "show_next", "show_previous"}),
    "BillSend": (BOOKS, {"open_dialog", "send", "send_chosen"}),
    "BillSend, to look": (OFFICE, {"open_page", "refresh", "toggle"}),
    "BillSettingsForm": (BOOKS, {"add_tax", "save"}),
    "BillSettingsForm, to look": (OFFICE, {"open_page"}),
    "BillWay": (BOOKS, {"choose"}),
    "BillWay, on the page of an account": (USERS, {"open_page"}),
    "Bills": (OFFICE, {"choose", "choose_account", "choose_all", "choose_status", "clear", "download",
                       "drop_contract", "look_for", "open_page", "refresh", "show_next", "show_previous"}),
    "Bills, to change": (BOOKS, {"issue", "toggle"}),
    "CalendarForm": (MANAGERS, {"add_day", "carry_out", "choose_country", "compare", "drop_day", "go_back", "look",
                                "open_calendar", "open_new", "type_day", "type_name"}),
    "CalendarForm, on each page": (USERS, {"toggle"}),
    "Calendars": (OFFICE, {"move", "open_page", "refresh", "show"}),
    "Closing": (BOOKS, {"close", "go_on", "open_page", "reopen", "stop_asking"}),
    "ContactForm": (MANAGERS, {"open_contact", "open_new", "save"}),
    "ContactForm, on each page": (USERS, {"toggle"}),
    "ContractEndForm": (MANAGERS, {"back", "check", "open_dialog", "save"}),
    "ContractEndForm, to look": (OFFICE, {"toggle"}),
    "ContractFiles": (OFFICE, {"open_page", "refresh"}),
    "ContractFiles, to change": (MANAGERS, {"delete", "refuse", "take"}),
    "ContractForm": (MANAGERS, {"add_tax", "back", "check", "choose_currency", "choose_plan", "open_change", "open_new",
                                "open_renewal", "pick_account", "save"}),
    "ContractForm, to look": (OFFICE, {"toggle"}),
    "ContractPage": (OFFICE, {"open_page", "refresh", "show_newest", "show_older"}),
    "ContractPage, to change": (MANAGERS, {"delete_draft"}),
    "ContractTold": (MANAGERS, {"open_dialog", "save"}),
    "ContractTold, to look": (OFFICE, {"open_page", "refresh"}),
    "ContractTold, on each page": (USERS, {"toggle"}),
    "Contracts": (OFFICE, {"choose_account", "choose_plan", "choose_state", "choose_view", "clear", "look_for",
                           "open_page", "open_point", "refresh", "show_next", "show_previous"}),
    "Dashboard": (USERS, {*FILTERING, "show_charts"}),
    "DayPage": (USERS, REP_PAGE),
    "DefaultCalendar": (MANAGERS, {"carry_out", "compare", "go_back", "open_dialog"}),
    "DefaultCalendar, on each page": (USERS, {"toggle"}),
    "Demo": (ADMIN, {"fill", "remove"}),
    "Entries": (USERS, {*FILTERING, "show_totals"}),
    "EntryForm": (WORKERS, {"delete", "save"}),
    "EntryForm, to look": (USERS, {"forget", "show"}),
    "ExpenseForm": (WORKERS, {"delete", "drop_receipt", "open_new", "pick_account", "pick_ticket", "refuse_receipt",
                              "save", "take_receipt"}),
    "ExpenseForm, to look": (USERS, {"open_expense", "toggle"}),
    "Expenses": (USERS, {*FILTERING, "show_newest", "show_older"}),
    "Expenses, to change": (WORKERS, {"offer_undo", "undo"}),
    "Expenses, to mark": (BOOKS, {"mark", "select", "select_all"}),
    "Importing": (ADMIN, {"choose_column", "choose_date_order", "choose_zone", "import_all", "import_good_rows",
                          "open_file", "refuse_file", "start_over"}),
    "Many": (
        USERS,
        {"carry_out", "choose_action", "open", "open_delete", "pick_value", "select", "show", "toggle", "type_value"},
    ),
    "NoticeSettings": (ADMIN, {"save", "send_test"}),
    "NoticeSettings, to look": (BOOKS, {"open_page"}),
    "Notices": (USERS, {"open_page", "refresh", "show_newer", "show_older"}),
    "OwnFeed": (OFFICE, {"create", "revoke"}),
    "OwnFeed, to look": (USERS, {"load"}),
    "OwnSessions": (USERS, {"end", "end_others", "load"}),
    "OwnTokens": (USERS, {"create", "load", "revoke", "toggle"}),
    "PasswordForm": (USERS, {"save"}),
    "PlanForm": (MANAGERS, {"add_offer", "choose_type", "drop_offer", "open_new", "open_plan", "save"}),
    "PlanForm, on each page": (USERS, {"toggle"}),
    "PlanMove": (MANAGERS, {"carry_out", "compare", "go_back", "look", "open_plan", "select"}),
    "PlanMove, on each page": (USERS, {"toggle"}),
    "Plans": (OFFICE, {"load"}),
    "Problems": (USERS, {*FILTERING}),
    "ProfilePage": (USERS, {"open_page", "save"}),
    "QuickAdd": (WORKERS, {"open_between", "open_dialog", "pick_account", "pick_ticket", "save"}),
    "QuickAdd, on each page": (USERS, {"forget", "toggle"}),
    "QuickBooksExport": (BOOKS, {"check", "open_dialog", "toggle"}),
    "QuickBooksLists": (BOOKS, {"open_page", "refuse", "take"}),
    "QuickBooksNames": (BOOKS, {"choose_kind", "choose_shown", "discard", "look_for", "open_page", "refresh", "save",
                                "step", "take_guesses", "type_name"}),
    "QuickBooksPage": (BOOKS, {"choose_tab", "open_page", "save"}),
    "QuickBooksSend": (BOOKS, {"check", "forget", "refresh"}),
    "RepHours": (ADMIN, {"load", "open_rep", "save", "toggle"}),
    "RepsPage": (OFFICE, {"choose_day", "go_today", "move", "open_page", "refresh"}),
    "RuleForm": (MANAGERS, {"add_value", "ask_delete", "carry_out", "choose_price", "compare", "delete", "drop",
                            "drop_value", "go_back", "look", "open_new", "open_rule", "step", "stop_asking",
                            "switch"}),
    "RuleForm, on each page": (USERS, {"toggle"}),
    "RuleTester": (OFFICE, {"ask", "open_dialog", "pick_account", "pick_ticket"}),
    "RuleTester, on each page": (USERS, {"toggle"}),
    "Exports": (USERS, {"open_page", "refresh", "show_older"}),
    "Extras": (BOOKS, {"choose_contract", "open_dialog", "open_page", "pick_account", "refresh", "remove", "save"}),
    "Extras, on each page": (USERS, {"toggle"}),
    "WhatIf": (OFFICE, {"ask", "choose_kind", "choose_plan", "choose_rule", "export", "forget"}),
    "WhatIf, to make it a change": (MANAGERS, {"ask_to_make", "make", "stop_asking"}),
    "WhatIf, its filter": (USERS, {*FILTERING}),
    "Rules": (OFFICE, {"choose_level", "choose_owner", "open_page", "refresh"}),
    "Searching": (USERS, {"close", "look_for"}),
    "SecondFactorForm": (USERS, {"begin", "cancel", "change", "choose", "confirm", "load"}),
    "Shortcuts": (USERS, {"toggle"}),
    "SummaryPage": (USERS, REP_PAGE),
    "TicketChangeForm": (MANAGERS, {"open_change", "save"}),
    "TicketChangeForm, on each page": (USERS, {"toggle"}),
    "TicketPage": (USERS, {"open_page", "refresh"}),
    "TicketPage, to change": (WORKERS, {"set_state"}),
    "TicketForm": (WORKERS, {"open_dialog", "save"}),
    "TicketForm, on each page": (USERS, {"toggle"}),
    "Tickets, to change": (WORKERS, {"set_state"}),
    "Tickets": (USERS, {"choose_account", "choose_state", "choose_without_time", "look_for", "open_page", "refresh",
                        "show_more"}),
    "TopUpEndForm": (MANAGERS, {"back", "check", "open_dialog", "save"}),
    "TopUpEndForm, to look": (OFFICE, {"toggle"}),
    "TopUpForm": (MANAGERS, {"back", "check", "choose_offer", "open_change", "open_dialog", "save"}),
    "TopUpForm, to look": (OFFICE, {"toggle"}),
    "TimerBar": (WORKERS, {"ask_end", "discard", "end", "keep_short", "open_dialog", "open_new", "pick_account",
                           "pick_ticket", "press", "save"}),
    "TimerBar, on each page": (USERS, {"load", "toggle"}),
    "Users": (ADMIN, {"ask", "make_link", "open_new", "open_page", "open_user", "refresh",
                      "remove_factor", "save", "set_active", "sign_out", "stop_asking", "toggle"}),
    "Users, on each page": (USERS, {"forget_link"}),
    "Viewer": (USERS, {"keep_theme", "load"}),
    "Viewer, before signing in": (ANYBODY, {"choose_language", "greet"}),
    "Views": (USERS, {"delete", "load", "save"}),
    "WeekCopy": (WORKERS, {"copy", "open_dialog"}),
    "WeekCopy, on each page": (USERS, {"choose", "toggle"}),
    "WeekPage": (USERS, REP_PAGE | {"forget"}),
    "WeekPage, to fill in": (WORKERS, {"fill"}),
    "WeekAdding": (WORKERS, {"add", "open_dialog", "pick_account", "pick_ticket"}),
    "WeekAdding, on each page": (USERS, {"toggle"}),
    "WeekApproval": (WORKERS, {"ask", "submit", "withdraw"}),
    "WeekApproval, to look": (USERS, {"look", "refresh", "stop_asking"}),
    "Welcome": (ANYBODY, {"look"}),
    "Why": (USERS, {"choose_tab", "close", "refresh", "show", "show_again", "toggle"}),
}  # fmt: skip
ALLOWED = {
    f"{state.split(',')[0]}.{name}": who for state, (who, handlers) in MATRIX.items() for name in sorted(handlers)
}
# Entry 3 is the work of another rep than the one who signs in; 1 is the first of everything else.
VALUES: dict[Any, Any] = {int: 3, str: "x", bool: True}
# A session that is nobody's: whoever ends the own one is out afterwards.
OWN_VALUES: dict[str, Payload] = {"OwnSessions.end": {"number": 99}}


def handlers() -> dict[str, Any]:
    """Return every handler of ours by name, with the name that a browser calls it by."""
    return {
        f"{found.states[0].__name__}.{event.rsplit('.', 1)[1]}": (event, found.handler.fn)
        for event, found in RegistrationContext.get().event_handlers.items()
        if found.states and found.states[0].__module__.startswith(OURS)
    }


def arguments(function: Any) -> Payload:
    """Return values of the right types, chosen by somebody who means no good."""
    hints = get_type_hints(function)
    names = [name for name in inspect.signature(function).parameters if name != "self"]
    return {name: VALUES.get(hints.get(name), {}) for name in names}


def test_every_handler_has_a_row_and_every_row_a_handler() -> None:
    assert set(policies(OURS)) == set(ALLOWED)


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_each_is_refused_or_allowed_as_the_matrix_says(site: Site, name: str) -> None:
    event, function = handlers()[name]
    allowed, values = ALLOWED[name], arguments(function) | OWN_VALUES.get(name, {})
    before = site.image()
    # Those who are refused come first: what the others change does not hide what those did.
    for who in sorted(WHO, key=lambda who: (who in allowed, who == "admin")):
        with tab(site, who) as own:
            own.call_named(event, **values)
            answer = json.dumps(own.events)
            assert (own.redirects() == ["/login"]) is (who is None and who not in allowed)
            assert (NOT_ALLOWED.msgid in answer) is (who is not None and who not in allowed), (who, answer)
            if who not in allowed:
                assert own.variables == {}, who
                assert site.image() == before, who
