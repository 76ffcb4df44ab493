"""The time line of a rep's day: entries, gaps to be filled, overlaps; and the lengths without a clock below."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.day import Block, DayPage, Mark, Span
from rxbilling.state.quick_add import QuickAdd
from rxbilling.state.why import Why


def _mark(mark: rx.Var[Mark]) -> rx.Component:
    return rx.el.div(rx.el.span(mark.label), class_name="hour", style={"top": mark.top})


def _block(block: rx.Var[Block]) -> rx.Component:
    return rx.el.button(
        rx.el.strong(block.title),
        rx.el.span(block.times, " · ", block.hours, class_name="block-times"),
        rx.cond(block.what != "", rx.el.span(block.what, class_name="block-what")),
        on_click=Why.show(block.number),
        title=block.tip,
        class_name="day-block " + block.hue + rx.cond(block.is_short, " block-short", ""),
        style={
            "top": block.top,
            "height": block.height,
            "left": block.left,
            "width": "calc(" + block.width + " - 4px)",
        },
    )


def _gap(gap: rx.Var[Span]) -> rx.Component:
    return rx.el.button(
        rx.icon("plus", size=13),
        rx.el.span(t("Gap"), " ", gap.hours),
        on_click=QuickAdd.open_between(gap.start, gap.end),
        disabled=~DayPage.may_change,
        aria_label=t("Fill the gap") + " " + gap.times,
        class_name=rx.cond(gap.is_short, "gap gap-short", "gap"),
        style={"top": gap.top, "height": gap.height},
    )


def _overlap(overlap: rx.Var[Span]) -> rx.Component:
    return rx.el.div(class_name="overlap", style={"top": overlap.top, "height": overlap.height}, aria_hidden="true")


def day_line() -> rx.Component:
    """Return the line."""
    return rx.el.section(
        rx.foreach(DayPage.marks, _mark),
        rx.el.div(
            rx.foreach(DayPage.gaps, _gap),
            rx.foreach(DayPage.blocks, _block),
            rx.foreach(DayPage.overlaps, _overlap),
            class_name="line-work",
        ),
        class_name="line",
        style={"height": DayPage.height},
        aria_label=t("Time line"),
    )


def chips() -> rx.Component:
    """Return the lengths without a clock."""
    chip = lambda one: rx.el.button(  # noqa: E731 - one chip
        rx.el.strong(one.title),
        rx.el.span(one.hours, class_name="block-times"),
        rx.el.span(one.times, rx.cond(one.what != "", " · " + one.what, ""), class_name="block-what"),
        on_click=Why.show(one.number),
        title=one.tip,
        class_name="chip " + one.hue,
    )
    return rx.cond(
        DayPage.chips.length() > 0,
        rx.el.section(
            rx.el.h2(t("Without a clock")),
            rx.el.div(rx.foreach(DayPage.chips, chip), class_name="chips"),
            class_name="panel",
        ),
    )


def _found(icon: str, title: str, spans: rx.Var[list[Span]], row: object) -> rx.Component:
    return rx.cond(
        spans.length() > 0,
        rx.el.section(
            rx.el.h2(rx.icon(icon, size=14), t(title), class_name="panel-title"),
            rx.el.ul(rx.foreach(spans, row), class_name="plain-list"),
            class_name="panel",
        ),
    )


def gaps_and_overlaps() -> rx.Component:
    """Return both as lists, with their lengths."""
    overlap = lambda one: rx.el.li(  # noqa: E731 - one row
        rx.el.div(rx.el.div(one.times), rx.el.div(one.names, class_name="muted")),
        rx.el.strong(one.hours, class_name="nowrap"),
    )
    gap = lambda one: rx.el.li(  # noqa: E731 - one row
        rx.el.div(one.times),
        rx.el.strong(one.hours, class_name="nowrap"),
    )
    return rx.fragment(
        _found("layers", "Overlaps", DayPage.overlaps, overlap), _found("unfold-vertical", "Gaps", DayPage.gaps, gap)
    )
