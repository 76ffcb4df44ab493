"""The part of the settings where the logo of bills is chosen."""

import reflex as rx

from rxbilling.components.confirm import ask
from rxbilling.components.file_drop import file_drop
from rxbilling.components.words import t
from rxbilling.state.bill_logo import BillLogo
from rxbilling.state.viewer import Viewer

PICTURES = ".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp"


def _shown() -> rx.Component:
    remove = ask(
        rx.button(rx.icon("trash-2", size=15), t("Remove the logo"), variant="soft", color_scheme="gray"),
        "Remove the logo?",
        "Bills show your name in its place.",
        "Remove",
        BillLogo.remove,
    )
    # Another picture has another address: the one before is not shown in its place.
    picture = rx.el.img(src="/app/logo?" + BillLogo.digest, alt=t("Logo"), class_name="bill-logo")
    return rx.el.div(picture, rx.cond(Viewer.may_change_bills, remove), class_name="row")


def logo_part() -> rx.Component:
    """Return the logo, and where another is dropped or chosen."""
    drop = file_drop(
        url="/app/logo",
        accept=PICTURES,
        kind="drop-small",
        title=t("Drop a picture here, or choose one"),
        hint=t("PNG, JPEG or WebP, 1 MB at most"),
        sending=t("Sending the file…"),
        label=t("Choose a logo"),
        on_sent=BillLogo.take,
        on_refused=BillLogo.refuse,
    )
    none = rx.el.p(t("There is none: bills begin with your name."), class_name="muted")
    return rx.el.div(
        rx.el.div(t("Logo"), class_name="field-label"),
        rx.cond(BillLogo.digest != "", _shown(), none),
        rx.cond(Viewer.may_change_bills, drop),
        rx.cond(BillLogo.wrong != "", rx.el.div(BillLogo.wrong, class_name="field-error", role="alert")),
        class_name="bill-logo-part",
    )
