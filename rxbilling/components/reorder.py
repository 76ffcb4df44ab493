"""Dragging rows of a list to another place; buttons do the same for the keyboard."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

# The row that is dragged is told to the server with the one after which it was dropped, by a form that nobody sees.
LISTENER = """useEffect(() => {
  let dragged = null, target = null, below = false;
  const rowOf = (event) => event.target.closest?.("[data-drag]");
  const unmark = () => { target?.classList.remove("drop-above", "drop-below"); target = null; };
  const begin = (event) => {
    dragged = rowOf(event);
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.drag);
  };
  const over = (event) => {
    const row = rowOf(event);
    if (!dragged || !row) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    unmark();
    target = row;
    below = event.clientY > box.top + box.height / 2;
    row.classList.add(below ? "drop-below" : "drop-above");
  };
  const drop = (event) => {
    const row = target;
    unmark();
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const rows = [...document.querySelectorAll("[data-drag]")].filter((one) => one !== dragged);
    const after = below ? row : rows[rows.indexOf(row) - 1];
    const form = document.getElementById("%s");
    form.elements.namedItem("number").value = dragged.dataset.drag;
    form.elements.namedItem("after").value = after?.dataset.drag ?? "0";
    form.requestSubmit();
  };
  const end = () => { unmark(); dragged = null; };
  const events = { dragstart: begin, dragover: over, drop, dragend: end };
  for (const [name, listener] of Object.entries(events)) document.addEventListener(name, listener);
  return () => { for (const [name, listener] of Object.entries(events)) document.removeEventListener(name, listener); };
}, [])"""
FORM = "reorder-form"


class Reorder(rx.Fragment):
    """Listens to rows that are dragged."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Listen as long as the page is open."""
        return [Var(LISTENER % FORM)]


def reorder(handler: Any) -> rx.Component:  # noqa: ANN401 - an event handler
    """Call a handler with the number of a row (its ``data-drag``) and of the row after which it was dropped."""
    fields = [rx.el.input(type="hidden", name=name, default_value="") for name in ("number", "after")]
    return rx.fragment(Reorder.create(), rx.form(*fields, id=FORM, on_submit=handler, hidden=True))
