"""The field of a list that finds the account whose rows are wanted."""

import reflex as rx

from rxbilling.components.picker import picker
from rxbilling.components.words import t
from rxbilling.state.bills import Bills
from rxbilling.state.contracts import Contracts
from rxbilling.state.tickets import Tickets


def account_filter(page: type[Bills | Contracts | Tickets]) -> rx.Component:
    """Return the field; nothing in it stands for all accounts."""
    own = picker(
        "account-filter",
        url="/app/choices/account?every=true",
        value=page.account.to_string(),
        text=page.account_name,
        placeholder=t("All accounts"),
        on_pick=page.choose_account,
    )
    return rx.el.div(own, class_name="filter-picker")
