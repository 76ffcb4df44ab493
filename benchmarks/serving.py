"""The app served for a benchmark."""

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.error import URLError

from benchmarks.installation import COMMAND, command, installation

PASSWORD = "a password for benchmarks"  # noqa: S105 - of an installation that lives for a minute


@contextmanager
def serving(*fill: str) -> Iterator[str]:
    """Serve a fresh installation, filled by the words of a command; yield its address."""
    with installation(), socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        command("user", "password", "--password", PASSWORD)
        if fill:
            command(*fill)
        environment = {**os.environ, "RXBILLING_PORT": str(port)}
        with subprocess.Popen([COMMAND, "run"], env=environment, stdout=subprocess.DEVNULL) as server:
            _wait(f"http://127.0.0.1:{port}/health")
            yield f"http://127.0.0.1:{port}"
            server.terminate()


def _wait(address: str) -> None:
    while True:
        with suppress(URLError, ConnectionError):
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
            return
        time.sleep(0.02)
