"""Find the browser that the tests drive, or install it: Playwright's own, else Debian's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# The first is without the windows that nobody sees: it leaves more of the machine to the tests.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def playwrights_own() -> str | None:
    """Return the browser that Playwright downloaded, if it did."""
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def find() -> str | None:
    """Return the path of a browser that is there."""
    chosen = os.environ.get("RXBILLING_CHROMIUM")
    return chosen or next((path for name in NAMES if (path := shutil.which(name))), None) or playwrights_own()


def install() -> str | None:
    """Install a browser in the first way that works."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    debian = [*as_root, "apt-get", "install", "-y", "--no-install-recommends"]
    ways = [
        [[sys.executable, "-m", "playwright", "install", "chromium"]],
        [[*as_root, "apt-get", "update"], [*debian, NAMES[0]]],
        [[*debian, NAMES[1]]],
    ]
    for commands in ways:
        for command in commands:
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900)
        if found := find():
            return found
    return None
