"""Forms that really submit: Reflex's own always stop the browser from posting."""

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML  # type: ignore[import-untyped]  # ships no types


class NativeForm(BaseHTML):
    """A form posted by the browser itself, for routes that answer with cookies."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


native_form = NativeForm.create
