"""A field in which one types a name freely, with offers (the JSX file beside this one)."""

import reflex as rx

_jsx = rx.asset("offered_input.jsx", shared=True)


class OfferedInput(rx.NoSSRComponent):
    """Offers the names that a route finds; ``on_named`` is given what was typed, once the field is left."""

    library = _jsx.importable_path
    tag = "OfferedInput"

    input_id: rx.Var[str]
    name: rx.Var[str]
    url: rx.Var[str]
    value: rx.Var[str]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    on_named: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # Reflex's way


offered_input = OfferedInput.create
