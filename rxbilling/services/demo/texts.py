"""What tickets and notes of the demo say."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "Webshop": (
        "Checkout hangs after the payment page", "Discount code is refused although it is valid",
        "Product pictures are missing since this morning", "Order confirmation is sent twice",
        "Search finds nothing for article numbers", "VAT is shown wrong for deliveries abroad",
        "Please add a second delivery address to orders", "Basket empties itself after signing in",
    ),
    "Warehouse": (
        "Handheld scanners lose the connection in hall 2", "Stock of two articles is negative",
        "Picking list prints in the wrong order", "Goods receipt cannot be closed",
        "Labels for pallets come out blank", "New storage zone to be set up",
        "Inventory count differs from the system", "Delivery note lacks the batch number",
    ),
    "Payroll": (
        "Payslip of one employee shows last year's allowance", "Sick days are counted twice",
        "Bank file is refused by the bank", "New starter is missing in the monthly run",
        "How do we correct overtime of last month?", "Access for the new HR assistant",
        "Export to the tax office fails with error 114",
    ),
    "Mail": (
        "Outlook asks for the password again and again", "Mails to one customer come back",
        "Shared mailbox for the sales team", "Calendar invitations arrive an hour late",
        "Mailbox is full, archive does not start", "Suspicious mail with an invoice attached",
        "Signature shows the old logo", "Mail on the phone stopped after the update",
    ),
    "VPN": (
        "VPN drops every few minutes from home", "No connection after the certificate was renewed",
        "Access from abroad for a business trip", "File shares are very slow over VPN",
        "Second factor is not accepted", "VPN client does not start on the new laptops",
    ),
    "Reporting": (
        "Monthly report stops at 80 %", "Turnover differs from the accounts", "Please add margin per product group",
        "Dashboard shows yesterday's figures", "Excel export has cut off columns",
        "Report for the auditors needed by Friday", "Nightly load took six hours",
    ),
    "CRM": (
        "Duplicates after the import of contacts", "Cannot assign a lead to a colleague",
        "Call list is empty for the northern region", "Field for the customer's sector is missing",
        "Slow since the last update", "How can I merge two companies?", "Quote template shows the wrong address",
    ),
    "Till": (
        "Card terminal at till 3 is offline", "Day closing differs by 12.40", "Receipt printer prints gibberish",
        "Vouchers cannot be redeemed", "Till freezes when a return is booked", "New till for the second floor",
        "Prices of the weekly offer did not arrive",
    ),
}  # fmt: skip

DONE = (
    "Called the user back", "Took over by remote session", "Read the logs of the last two days",
    "Reproduced it on the test system", "Checked with the customer's IT", "Compared the settings with the old server",
    "Restarted the service and watched it", "Restored the missing records from the backup",
    "Installed the vendor's fix", "Rolled the last update back", "Set up the access as asked for",
    "Walked the user through it step by step", "Cleaned up the queue and sent it again",
    "Replaced the certificate", "Changed the rights of the group", "Corrected the mapping of the fields",
    "Opened a case with the vendor", "Wrote a short guide for the team", "Tested with three users",
    "Went through the open points by phone", "Exchanged the device on site", "Updated the drivers",
)  # fmt: skip
THEN = (
    "works again", "waiting for the user to confirm", "handed over to level 2", "to be watched until tomorrow",
    "cause found, fix planned for tonight", "user is happy, can be closed", "more information needed",
    "no error since then", "documented in the ticket", "second appointment agreed", "workaround in place",
    "escalated to the vendor", "customer informed", "fix tested and released", "solved",
)  # fmt: skip
NOTES = tuple(f"{done}; {then}." for done in DONE for then in THEN)

EXPENSES = (
    ("Travel", "Train to the customer and back", 14_800),
    ("Travel", "Mileage, 86 km", 4_730),
    ("Hotel", "One night near the customer", 11_900),
    ("Meals", "Lunch with the customer's team", 5_260),
    ("Material", "Replacement scanner battery", 6_490),
    ("Material", "Network card", 8_990),
    ("Travel", "Parking at the site", 1_850),
)
