"""The theme that a user has chosen, taken over in the browser once it is known."""

import reflex as rx
from reflex_base.vars.base import Var

from rxbilling.state.viewer import Viewer

EFFECT = """useEffect(() => { if (%s) setColorMode(%s); }, [%s])"""


class ChosenTheme(rx.Fragment):
    """Sets the colour mode whenever the user's theme becomes known or changes."""

    def add_imports(self) -> dict[str, list[str]]:
        """Import React's hooks and Reflex's colour mode."""
        return {"react": ["useContext", "useEffect"], "$/utils/context": ["ColorModeContext"]}

    def add_hooks(self) -> list[Var[None]]:
        """Add the effect to the page."""
        theme = Viewer.theme
        name = str(theme)
        return [
            Var("const { setColorMode } = useContext(ColorModeContext)"),
            Var(EFFECT % (name, name, name), _var_data=theme._get_all_var_data()),  # noqa: SLF001 - Reflex's own way
        ]


chosen_theme = ChosenTheme.create
