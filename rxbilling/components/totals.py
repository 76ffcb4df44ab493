"""A strip of totals: labels with numbers, amounts in each currency."""

import reflex as rx

from rxbilling.components.words import t


def total(label: str, *values: rx.Component | rx.Var[str]) -> rx.Component:
    """Return a label with its value."""
    return rx.el.div(rx.el.span(t(label), class_name="total-label"), rx.el.span(*values, class_name="total-value"))


def money(values: rx.Var[list[str]]) -> rx.Component:
    """Return amounts in several currencies beside each other."""
    return rx.foreach(values, lambda value: rx.el.span(value, class_name="amount"))


def totals(*parts: rx.Component) -> rx.Component:
    """Return the strip; what changes in it is read out."""
    return rx.el.div(*parts, class_name="totals", role="status", aria_label=t("Totals of what is filtered"))
