"""Pages that notice what others change: a question each second, and an event when the answer is new."""

from typing import Any

import reflex as rx
from reflex_base.vars.base import Var

LISTENER = """useEffect(() => {
  let seen = null, timer = null, left = false;
  // Who signs out here is on the way to the door already, until the browser goes back to the page.
  const leave = (event) => { left = left || event.target.id === "sign-out"; };
  const stay = () => { left = false; };
  const ask = async () => {
    try {
      const answer = document.hidden || left ? null : await fetch("/app/changes", { credentials: "same-origin" });
      // Signed out elsewhere, or shut out: nothing stays to be seen.
      if (answer?.status === 401 && !left) { window.location.assign("/login?error=out"); return; }
      const marks = answer?.ok ? await answer.json() : null;
      // Another role sees other things.
      if (marks && seen && marks.who !== seen.who) { window.location.reload(); return; }
      if (marks && seen && marks.work !== seen.work) window.dispatchEvent(new CustomEvent("rxbilling-work"));
      if (marks && seen && marks.all !== seen.all) window.dispatchEvent(new CustomEvent("rxbilling-all"));
      if (marks && seen && marks.notices !== seen.notices) window.dispatchEvent(new CustomEvent("rxbilling-notices"));
      seen = marks ?? seen;
    } catch { /* the server is away: the page says so by itself */ }
    timer = window.setTimeout(ask, 1000);
  };
  ask();
  document.addEventListener("submit", leave);
  window.addEventListener("pageshow", stay);
  return () => {
    window.clearTimeout(timer);
    document.removeEventListener("submit", leave);
    window.removeEventListener("pageshow", stay);
  };
}, [])"""
RELAY = """useEffect(() => {
  const relay = () => document.getElementById("%s")?.click();
  window.addEventListener("rxbilling-%s", relay);
  return () => window.removeEventListener("rxbilling-%s", relay);
}, [])"""


class Asking(rx.Fragment):
    """Asks; one is on every page, in the shell."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Ask as long as the page is open."""
        return [Var(LISTENER)]


class Relay(rx.Fragment):
    """Passes a change on to the server, as an event of the page's State."""

    topic: str = "all"
    button: str = ""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Listen as long as the page is open."""
        return [Var(RELAY % (self.button, self.topic, self.topic))]


asking = Asking.create


def on_change(topic: str, handler: Any, part: str = "page") -> rx.Component:  # noqa: ANN401 - an event handler
    """Call a handler when something changed: ``work`` (time entries), ``notices`` (one's own), or ``all`` (anything).

    ``part`` names what listens, where several parts of a page do.
    """
    name = f"live-{topic}-{part}"
    button = rx.el.button(id=name, type="button", on_click=handler, hidden=True, aria_hidden="true", tab_index=-1)
    return rx.fragment(Relay.create(topic=topic, button=name), button)
