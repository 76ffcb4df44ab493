"""Inter, self-hosted from its npm package."""

import reflex as rx


class Inter(rx.Fragment):
    """Brings the font's style sheet into the bundle of a page."""

    lib_dependencies: list[str] = ["@fontsource-variable/inter@5.3.0"]  # noqa: RUF012 - a prop of Reflex

    def add_imports(self) -> dict[str, str]:
        """Import the style sheet for its side effect."""
        return {"": "@fontsource-variable/inter/index.css"}


inter = Inter.create
