"""QuickBooks: what is sent there, and what everything is called there."""

import reflex as rx

from rxbilling.components.quickbooks_company import company_part
from rxbilling.components.quickbooks_lists import lists_part
from rxbilling.components.quickbooks_names import names_part
from rxbilling.components.quickbooks_send import send_part
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.quickbooks_page import QuickBooksPage

PARTS = (
    ("send", "Send", send_part),
    ("company", "Company", company_part),
    ("names", "Names", names_part),
    ("lists", "Import lists", lists_part),
)


def quickbooks() -> rx.Component:
    """Return the page."""
    tabs = rx.tabs.root(
        rx.tabs.list(*[rx.tabs.trigger(t(label), value=name) for name, label, _ in PARTS]),
        *[rx.tabs.content(part(), value=name, padding_top="16px") for name, _, part in PARTS],
        value=QuickBooksPage.tab,
        on_change=QuickBooksPage.choose_tab,
    )
    return page_frame(
        "/quickbooks",
        "QuickBooks",
        rx.cond(QuickBooksPage.is_loaded, tabs, rx.skeleton(height="320px", width="100%")),
    )
