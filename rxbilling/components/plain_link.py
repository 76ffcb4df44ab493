"""Links that the browser itself follows: downloads, and places on a page. Reflex's own go through its router."""

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML  # type: ignore[import-untyped]  # ships no types


class PlainLink(BaseHTML):
    """An anchor; with ``download`` the answer is saved as a file."""

    tag = "a"
    href: rx.Var[str]
    download: rx.Var[bool]
    target: rx.Var[str]


plain_link = PlainLink.create
