"""What can have a name in QuickBooks, in words."""

from rxbilling.locales import N_

KINDS = {
    "customer": N_("Customers"),
    "employee": N_("Employees"),
    "payroll": N_("Payroll items of reps"),
    "item": N_("Items of services"),
    "class": N_("Classes of services"),
    "charge": N_("Items of other charges"),
    "tax": N_("Tax items"),
}
# What ours is called, at the head of the column.
OURS = {
    "customer": N_("Account"),
    "employee": N_("Rep"),
    "payroll": N_("Rep"),
    "item": N_("Service"),
    "class": N_("Service"),
    "charge": N_("Charge"),
    "tax": N_("Tax"),
}
# What is written where nothing stands.
OTHERWISE = {
    "customer": N_("What is called otherwise in QuickBooks. Where nothing stands, our own name is written."),
    "employee": N_("What is called otherwise in QuickBooks. Where nothing stands, our own name is written."),
    "payroll": N_("Reps whose payroll item is another than the one that is named under Company."),
    "item": N_(
        "What is called otherwise in QuickBooks. Where nothing stands, our own name is written; "
        "work without a service needs a name."
    ),
    "class": N_("Services whose class is another than the one that is named under Company."),
    "charge": N_("QuickBooks' item for each charge. Our own words are not written: each needs a name."),
    "tax": N_("QuickBooks' tax item or tax code for each tax. Our own names are not written: each needs one."),
}
WORDS = {
    "0": N_("Work without a service"),
    "base": N_("Base charge"),
    "extra": N_("Extra charge"),
    "expense": N_("Expense"),
    "discount": N_("Discount"),
}
LISTS = {
    "customer": N_("Customers"),
    "employee": N_("Employees"),
    "vendor": N_("Vendors"),
    "item": N_("Items"),
    "class": N_("Classes"),
    "account": N_("Chart of accounts"),
    "tax": N_("Sales taxes"),
}
STANDINGS = {
    "named": N_("Named"),
    "same": N_("Same name"),
    "unlisted": N_("Not on their list"),
    "long": N_("Too long for Desktop"),
    "ours": N_("Our name is used"),
    "none": N_("No name"),
}
# What is sent, by the format of its file.
WAYS = {
    "iif": N_("Time activities for QuickBooks Desktop (IIF)"),
    "iif-invoices": N_("Invoices for QuickBooks Desktop (IIF)"),
    "qbo-us": N_("Invoices for QuickBooks Online, US (CSV)"),
    "qbo-world": N_("Invoices for QuickBooks Online, outside the US (CSV)"),
    "qbo-time": N_("Time for the API of QuickBooks Online (JSON)"),
}
OF_BILLS = frozenset({"iif-invoices", "qbo-us", "qbo-world"})


def address_of(way: str) -> str:
    """Return where a file is made."""
    return "/app/export/iif" if way == "iif" else f"/app/export/quickbooks/{way}"
