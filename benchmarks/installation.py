"""A data folder of its own for a benchmark."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rxbilling import serve
from rxbilling.config import settings
from rxbilling.models.database import engine

COMMAND = Path(sys.executable).with_name("rxbilling")


@contextmanager
def installation() -> Iterator[Path]:
    """Point this process, and commands that it starts, at a fresh migrated database."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RXBILLING_DATA_DIR"] = folder
        settings.cache_clear()
        engine.cache_clear()
        serve.prepare(settings())
        yield Path(folder)
        engine().dispose()


def command(*words: str) -> None:
    """Run the ``rxbilling`` command."""
    subprocess.run([COMMAND, *words], check=True, stdout=subprocess.DEVNULL)
