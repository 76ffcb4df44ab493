"""A plugin of Reflex's build: the built pages talk to whatever origin served them."""

import re
from typing import Any

from reflex_base.plugins import Plugin


class RelativeAddresses(Plugin):
    """Make the built pages talk to whatever origin served them: any host, any port, http or https."""

    ORIGIN = "(typeof location>`u`?`http://localhost`:location.origin)"

    def post_build(self, **context: Any) -> None:  # noqa: ANN401 - the plugin interface of Reflex
        """Rewrite the one chunk in which Reflex writes the address of the build machine."""
        hits = 0
        for chunk in (context["static_dir"] / "assets").glob("reflex-env-*.js"):
            text, sockets = re.subn(
                r"`wss?://[^`/]+(/[^`]*)`", self.ORIGIN + r".replace(/^http/,`ws`)+`\1`", chunk.read_text()
            )
            text, pages = re.subn(r"`https?://[^`/]+(/[^`]*)`", self.ORIGIN + r"+`\1`", text)
            chunk.write_text(text)
            hits += sockets + pages
        if not hits:
            raise RuntimeError("no reflex-env chunk: Reflex lays its build out in another way now")
