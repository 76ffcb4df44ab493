"""Picking one of many by a part of its name (the JSX file beside this one): accounts, tickets, reps."""

from typing import Any

import reflex as rx

from rxbilling.components.words import t

_jsx = rx.asset("picker.jsx", shared=True)


class Picker(rx.NoSSRComponent):
    """A combo box; the form gets the number of what was picked, empty for nothing, under ``name``.

    ``number`` and ``text`` are what it begins with, ``on_pick`` is given the number (0 for nothing).
    """

    library = _jsx.importable_path
    tag = "Picker"

    field: rx.Var[str]
    url: rx.Var[str]
    number: rx.Var[int]
    text: rx.Var[str]
    empty: rx.Var[str]
    hint: rx.Var[str]
    required: rx.Var[bool]
    on_pick: rx.EventHandler[rx.event.passthrough_event_spec(int)]  # type: ignore[type-arg, valid-type]  # Reflex's way


def picker(name: str, source: str, number: rx.Var[int], text: rx.Var[str], **more: Any) -> rx.Component:  # noqa: ANN401 - props
    """Return a picker of accounts, tickets or reps, to be put into a ``field`` of the same name."""
    return Picker.create(
        field=name,
        url=more.pop("url", f"/app/choices/{source}"),
        number=number,
        text=text,
        empty=t("Nothing found"),
        hint=t("Type to search"),
        **more,
    )
