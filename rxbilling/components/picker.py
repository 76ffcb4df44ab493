"""A field in which one types to find something, and picks it (the JSX file beside this one)."""

from typing import Any

import reflex as rx

from rxbilling.components.words import t

_jsx = rx.asset("picker.jsx", shared=True)


class Picker(rx.NoSSRComponent):
    """Offers what a route finds; the form gets the number of what was picked, "0" for nothing, "-1" for no match.

    ``firsts`` are offered before anything is typed. ``on_pick`` is given the number (as text) and the name.
    """

    library = _jsx.importable_path
    tag = "Picker"

    input_id: rx.Var[str]
    name: rx.Var[str]
    url: rx.Var[str]
    value: rx.Var[str]
    text: rx.Var[str]
    firsts: rx.Var[list[Any]]
    placeholder: rx.Var[str]
    nothing: rx.Var[str]
    focus: rx.Var[bool]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]  # type: ignore[type-arg, valid-type]  # Reflex's way


def picker(name: str, **props: Any) -> rx.Component:  # noqa: ANN401 - props
    """Return a picker whose input has a name as its ``id``."""
    return Picker.create(
        input_id=name, name=name, nothing=t("Nothing found. Try another part of the name or number."), **props
    )
