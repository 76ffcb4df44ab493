"""The ``rxbilling`` command in processes that have it ready: to import it takes seconds, and each site runs several."""

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rxbilling.cli import main

READY = multiprocessing.get_context("forkserver")
READY.set_forkserver_preload(["tests.browser.ready"])


def carry_out(words: Sequence[str], environment: dict[str, str], said: Path) -> None:
    """Run the command in this process, and write what it prints into a file."""
    os.environ.update(environment)
    sys.argv = ["rxbilling", *words]
    with said.open("wb") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    main()
