"""What a change of terms would do, in its dialog: before it is made, with the buttons that make it."""

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.effect_lines import EffectLine, EffectText
from rxbilling.state.effects import Effects


def _row(line: rx.Var[EffectLine], *, counts: bool) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.name, scope="row"),
        *([rx.el.td(line.changed, class_name="num")] if counts else []),
        rx.el.td(line.before, class_name="num"),
        rx.el.td(line.after, class_name="num"),
        rx.el.td(line.difference, class_name="num strong"),
    )


def effect_table(first: str, lines: rx.Var[list[EffectLine]], *, counts: bool, has_whole: bool = False) -> rx.Component:
    """Return amounts before and after, line by line; the first line may be the whole of the others."""
    heads = [
        (first, ""),
        *([("Entries that change", "num")] if counts else []),
        ("Before", "num"),
        ("After", "num"),
        ("Difference", "num"),
    ]
    table = rx.el.table(
        rx.el.thead(rx.el.tr(*[rx.el.th(t(label), scope="col", class_name=kind) for label, kind in heads])),
        rx.el.tbody(rx.foreach(lines, lambda line: _row(line, counts=counts))),
        class_name="effect-table with-whole" if has_whole else "effect-table",
    )
    return rx.cond(lines.length() > 0, rx.el.div(table, class_name="scroll-x"))


def _months(form: type[Effects]) -> rx.Component:
    options = rx.foreach(form.months, lambda month: rx.el.option(month.name, value=month.value))
    choose = rx.el.select(
        rx.el.option(t("Compare a past month"), value=""),
        options,
        value="",
        on_change=form.compare,
        aria_label=t("Compare a past month"),
        class_name="plain-select",
    )
    hint = rx.el.p(
        t("All work of the month, as if none of it were billed. What is billed keeps its price."), class_name="muted"
    )
    return rx.el.div(choose, effect_table("Month", form.effect.months, counts=False), hint, class_name="column")


def effect_told(effect: rx.Var[EffectText]) -> rx.Component:
    """Return what would change of work that is not billed; bills never do."""
    warning = rx.el.div(rx.icon("triangle-alert", size=16), effect.warning, class_name="warning", role="alert")
    return rx.el.section(
        rx.el.h3(t("What would change")),
        rx.el.p(effect.told, role="status"),
        rx.cond(effect.warning != "", warning),
        effect_table("Account", effect.lines, counts=True, has_whole=True),
        rx.cond(effect.more != "", rx.el.p(effect.more, class_name="muted")),
        rx.el.p(t("What is billed stays as it is."), class_name="muted"),
        class_name="stack",
    )


def effect_view(form: type[Effects], *, has_form: rx.Var[bool] | bool = True, save: str = "Save") -> rx.Component:
    """Return the effect, and the buttons that make the change or go back to the form."""
    back = rx.button(t("Back"), type="button", variant="soft", color_scheme="gray", on_click=form.go_back)
    cancel = rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray"))
    return rx.el.div(
        effect_told(form.effect),
        _months(form),
        rx.el.div(
            rx.cond(has_form, back, cancel),
            rx.button(t(save), type="button", on_click=form.carry_out, loading=form.is_running, auto_focus=True),
            class_name="row dialog-actions",
        ),
        class_name="stack effect",
    )
