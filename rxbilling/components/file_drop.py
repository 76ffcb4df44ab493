"""Where a file is dropped or chosen (the JSX file beside this one)."""

import reflex as rx

# What can be attached to expenses and contracts.
ATTACHMENTS = ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"
_jsx = rx.asset("file_drop.jsx", shared=True)


class FileDrop(rx.NoSSRComponent):
    """Sends a file to ``url``; ``on_sent`` is given its token and name, ``on_refused`` the reason."""

    library = _jsx.importable_path
    tag = "FileDrop"

    url: rx.Var[str]
    title: rx.Var[str]
    hint: rx.Var[str]
    sending: rx.Var[str]
    label: rx.Var[str]
    accept: rx.Var[str]
    kind: rx.Var[str]
    on_sent: rx.EventHandler[rx.event.passthrough_event_spec(str, str)]  # type: ignore[type-arg, valid-type]  # Reflex's way
    on_refused: rx.EventHandler[rx.event.passthrough_event_spec(str)]  # type: ignore[type-arg, valid-type]  # Reflex's way


file_drop = FileDrop.create
