"""Where somebody was before a dialog: there they are again when it is closed, and go on with the keyboard."""

import reflex as rx
from reflex_base.vars.base import Var

# Radix gives the focus back to what a dialog was opened with only where that is its own trigger.
KEEPER = """useEffect(() => {
  const over = "[role=dialog], [role=alertdialog], [role=menu]";
  let last = null, wasOpen = false;
  const onFocus = (event) => { if (!event.target.closest?.(over)) last = event.target; };
  const observer = new MutationObserver(() => {
    const isOpen = Boolean(document.querySelector(over));
    const isLost = document.activeElement === document.body || document.activeElement === null;
    if (wasOpen && !isOpen && isLost && last?.isConnected) last.focus({ preventScroll: true });
    wasOpen = isOpen;
  });
  document.addEventListener("focusin", onFocus);
  observer.observe(document.body, { childList: true });
  return () => { document.removeEventListener("focusin", onFocus); observer.disconnect(); };
}, [])"""


class FocusKeeper(rx.Fragment):
    """Looks after the focus; nothing of it reaches the server."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's effect."""
        return {"react": ["useEffect"]}

    def add_hooks(self) -> list[Var[None]]:
        """Add the listener to the page."""
        return [Var(KEEPER)]


focus_keeper = FocusKeeper.create
