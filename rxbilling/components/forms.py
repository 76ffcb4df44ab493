"""Forms: fields with their label, hint and error, and forms that really submit."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML  # type: ignore[import-untyped]  # ships no types

from rxbilling.components.words import t
from rxbilling.state.forms import Form


class NativeForm(BaseHTML):
    """A form posted by the browser itself, for routes that answer with cookies: Reflex's own stop it from posting."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


native_form = NativeForm.create


def field(
    label: str, name: str, control: rx.Component, *, hint: str = "", error: rx.Var[str] | None = None
) -> rx.Component:
    """Return a control with ``id`` = ``name`` under its label, with a hint or what is wrong with its value."""
    parts = [rx.el.label(t(label), html_for=name), control]
    if hint:
        parts.append(rx.el.div(t(hint), class_name="muted"))
    if error is not None:
        parts.append(rx.cond(error != "", rx.el.div(error, class_name="field-error", role="alert")))
    return rx.el.div(*parts, class_name="field")


def text_input(name: str, value: Any, kind: str = "text", **more: Any) -> rx.Component:  # noqa: ANN401 - a Var, and props
    """Return an input that begins with a value, anew whenever the value changes on the server."""
    return rx.el.input(id=name, name=name, type=kind, default_value=value, key=value, class_name="plain-input", **more)


def password_input(name: str, autocomplete: str) -> rx.Component:
    """Return an input for a password, which a password manager may fill in."""
    return rx.el.input(
        id=name, name=name, type="password", auto_complete=autocomplete, required=True, class_name="plain-input"
    )


def choice(name: str, value: Any, *options: rx.Component, **more: Any) -> rx.Component:  # noqa: ANN401 - as above
    """Return a list to choose one from."""
    return rx.el.select(
        *options, id=name, name=name, default_value=value, key=name + "-" + value, class_name="plain-select", **more
    )


def then_field() -> rx.Component:
    """Return the hidden field that says what is to be done after a form is saved; see ``submit_then``."""
    return rx.el.input(type="hidden", name="then", default_value="")


def submit_then(form_id: str, what: str) -> Any:  # noqa: ANN401 - an event
    """Return the event that submits a form, and something to be done afterwards."""
    return rx.call_script(
        f"(() => {{ const form = document.getElementById('{form_id}'); const then = form.elements.namedItem('then');"
        f" then.value = '{what}'; form.requestSubmit(); then.value = ''; }})()"
    )


def copy(text: rx.Var[str]) -> list[Any]:
    """Return the events that copy a text, and say so."""
    return [rx.set_clipboard(text), rx.toast.success(t("Copied."))]


def error_of(form: type[Form], name: str) -> rx.Var[str]:
    """Return what is wrong with the value of a field; empty where nothing is."""
    return rx.cond(form.wrong_field == name, form.wrong, "").to(str)


def refusal(form: type[Form], *shown: str) -> rx.Component:
    """Return what is wrong with a form, unless it is with one of the fields that show it themselves."""
    is_whole = (form.wrong != "") & ~rx.Var.create(list(shown)).contains(form.wrong_field)
    return rx.cond(is_whole, rx.el.div(form.wrong, class_name="refusal", role="alert"))


def conflict(form: type[Form]) -> rx.Component:
    """Return what somebody else has made of it meanwhile, where that is why a form was refused."""
    row = lambda fact: rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value))  # noqa: E731 - one row
    heading = rx.el.h3(t("How it is now"))
    theirs = rx.el.dl(rx.foreach(form.theirs, row), class_name="why-facts")
    again = rx.el.p(t("Save again to put your version in its place, or close to keep theirs."), class_name="muted")
    return rx.cond(form.theirs.length() > 0, rx.el.div(heading, theirs, again, class_name="conflict"))
