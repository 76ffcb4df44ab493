"""The list of what QuickBooks would refuse, each with where it is mended."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.quickbooks_lines import PreflightLine


def _line(line: rx.Var[PreflightLine]) -> rx.Component:
    mended = rx.el.span(t("Written as"), " “", line.mended, "”", class_name="muted")
    mend = rx.el.a(t("Mend"), href=line.address, aria_label=t("Mend") + " " + line.value)
    return rx.el.li(
        rx.el.span(line.field, class_name="step"),
        rx.el.span(
            rx.el.strong(line.value),
            " ",
            rx.el.span(line.count, class_name="muted"),
            rx.el.div(line.reason),
            rx.cond(line.mended != "", mended),
            class_name="wrapped",
        ),
        rx.cond(line.address != "", mend, rx.el.span()),
    )


def preflight_lines(lines: rx.Var[list[PreflightLine]], more: rx.Var[str]) -> rx.Component:
    """Return the list, and that there is more of it; nothing where there is nothing to say."""
    return rx.fragment(
        rx.cond(lines.length() > 0, rx.el.ol(rx.foreach(lines, _line), class_name="why-steps")),
        rx.cond(more != "", rx.el.p(more, class_name="muted")),
    )
