"""Sites to drive: the production build, served by the ``rxbilling`` command, and a browser."""

import fcntl
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from rxbilling import frontend
from tests.browser.chromium import find
from tests.browser.ready import READY, carry_out

NUMBERS = count(1)
COMMAND = Path(sys.executable).with_name("rxbilling")
PASSWORD = "a password for tests"
ADMIN = "admin@rxbilling.local"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# A page that is left while it loads aborts its requests, and what is refused has a status; the browser says so.
PASSED_OVER = ("net::ERR_ABORTED", "status of 401", "status of 403", "status of 422")


# A busy machine takes its time; what says so itself (``timeout=``) is what is promised to users.
expect.set_options(timeout=40_000)


@dataclass(frozen=True)
class Site:
    """A running installation: its address, its data folder."""

    address: str
    data: Path

    def command(self, *words: str) -> str:
        """Run the command on the site's data; return what it printed."""
        return run(self.data, *words)


def run(data: Path, *words: str) -> str:
    """Run the command on a data folder, in a process that has imported it already; return what it printed."""
    said = data / f"said-{next(NUMBERS)}.log"
    done = READY.Process(target=carry_out, args=(words, _environment(data), said))
    done.start()
    done.join()
    assert done.exitcode == 0, said.read_text()
    return said.read_text()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep other workers out."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def filled(root: Path, *fill: str) -> Path:
    """Return a data folder that the words of a command have filled, made once for all workers."""
    name = "filled-" + hashlib.sha256("\0".join(fill).encode()).hexdigest()[:16]
    folder = root / name
    with alone(root / f"{name}.lock"):
        if not folder.exists():
            made = root / f"{name}-new"
            made.mkdir()
            run(made, "migrate")
            run(made, "user", "password", ADMIN, "--password", PASSWORD)
            if fill:
                run(made, *fill)
            made.rename(folder)
    return folder


def _environment(data: Path, port: int = 0) -> dict[str, str]:
    own = {"RXBILLING_DATA_DIR": str(data), "REFLEX_STATES_WORKDIR": str(data / "states")}
    return {**os.environ, **own, **({"RXBILLING_PORT": str(port)} if port else {})}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(900):
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{address}/health", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="package")
def build(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Build the front end once, if it is not that of the sources; the other worker waits."""
    with alone(tmp_path_factory.getbasetemp().parent / "build.lock"):
        if not frontend.is_built():
            frontend.build()


@pytest.fixture(scope="package")
def serve(build: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    """Return a function that starts a site, filled by the words of a command."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*fill: str) -> Site:
        data, port = tmp_path_factory.mktemp("site"), _free_port()
        shutil.copytree(filled(tmp_path_factory.getbasetemp().parent, *fill), data, dirs_exist_ok=True)
        site = Site(f"http://127.0.0.1:{port}", data)
        log = data / "run.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [COMMAND, "run"], env=_environment(data, port), stdout=out, stderr=subprocess.STDOUT
            )
        started.append(process)
        _wait_for(site.address, process, log)
        return site

    yield start
    for process in started:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="package")
def demo_site(serve: Callable[..., Site]) -> Site:
    """A site with the demo company, and a user for each role."""
    return with_staff(serve("demo", "--entries", "1500", "--seed", "3"))


def with_staff(site: Site) -> Site:
    """Add a manager and somebody of finance to a site."""
    site.command("user", "add", "mia@example.org", "--role", "manager", "--name", "Mia Manager", "--password", PASSWORD)
    site.command("user", "add", "fin@example.org", "--role", "finance", "--name", "Fin Finance", "--password", PASSWORD)
    return site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser context, and everything that its pages complained about."""

    context: BrowserContext
    complaints: list[str]

    def page(self) -> Page:
        """Open a page whose complaints are noted."""
        page = self.context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(part in message.text for part in PASSED_OVER):
            self.complaints.append(message.text)

    def sign_in(self, site: Site, email: str = ADMIN, path: str = "/") -> Page:
        """Sign in and open a page of a site."""
        page = self.page()
        page.goto(site.address + path)
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda address: "/login" not in address)
        page.locator("#main h1").wait_for()
        return page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Return a function that opens a browser context; at the end no page may have complained."""
    visitors: list[Visitor] = []

    def open_context(**options: object) -> Visitor:
        settings = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "accept_downloads": True, **options}
        visitors.append(Visitor(browser.new_context(**settings), []))  # type: ignore[arg-type]  # Playwright's own names
        return visitors[-1]

    yield open_context
    for visitor in visitors:
        visitor.context.close()
        assert visitor.complaints == []


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    return visit()
