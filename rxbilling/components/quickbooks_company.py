"""The company in QuickBooks, and the accounts that its bills go to."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.forms import error_of, field, refusal, text_input
from rxbilling.components.offered_input import offered_input
from rxbilling.components.words import t
from rxbilling.state.quickbooks_page import QuickBooksPage

# The fields that say themselves what is wrong with them.
SHOWN = (
    "company", "create_time", "receivable", "income", "tax_account", "tax_agency", "no_tax", "payroll", "class",
)  # fmt: skip


def _named(key: str, label: str, hint: str = "") -> rx.Component:
    control = offered_input(
        input_id=key, name=key, url=f"/app/quickbooks/names/company?key={key}", value=QuickBooksPage.named[key].to(str)
    )
    return field(label, key, control, hint=hint, error=error_of(QuickBooksPage, key))


def company_part() -> rx.Component:
    """Return the part of the page."""
    desktop = panel(
        "QuickBooks Desktop",
        rx.el.div(
            field(
                "Company name",
                "company",
                text_input("company", QuickBooksPage.company),
                hint="Exactly as in QuickBooks under Company information.",
                error=error_of(QuickBooksPage, "company"),
            ),
            field(
                "Company number",
                "create_time",
                text_input("create_time", QuickBooksPage.create_time),
                hint="COMPANYCREATETIME in a timer list that QuickBooks exports "
                "(File, Utilities, Export, Timer lists).",
                error=error_of(QuickBooksPage, "create_time"),
            ),
            class_name="stack",
        ),
    )
    accounts = panel(
        "Accounts of invoices",
        rx.el.div(
            _named("receivable", "Accounts receivable", "The account that invoices are open in."),
            _named("income", "Income", "The account that what is sold goes to."),
            _named("tax_account", "Sales tax payable"),
            _named("tax_agency", "Tax agency", "The vendor to whom sales tax is paid."),
            _named("no_tax", "Tax item without tax", "Of bills without tax, where sales tax is on in QuickBooks."),
            class_name="stack",
        ),
    )
    otherwise = panel(
        "Where nothing else is named",
        rx.el.div(
            _named("payroll", "Payroll item", "Of reps without one. Time with a payroll item goes to payroll."),
            _named("class", "Class", "Of services without one."),
            class_name="stack",
        ),
    )
    return rx.form(
        rx.el.div(rx.el.div(desktop, otherwise, class_name="column"), accounts, class_name="charts top"),
        refusal(QuickBooksPage, *SHOWN),
        rx.el.div(rx.button(t("Save"), type="submit"), class_name="row top-gap"),
        on_submit=QuickBooksPage.save,
    )
