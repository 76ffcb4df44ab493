"""What browser tests need before they start, once for all that run them: Chromium, and the production build."""

import sys

import rxbilling.rxbilling  # noqa: F401 - Reflex links assets when the app is imported: once, before two processes do
from rxbilling import frontend
from tests.browser.chromium import find, install

if not (find() or install()):
    sys.exit("The browser tests need Chromium: install Debian's package `chromium`, or set RXBILLING_CHROMIUM.")
if not frontend.is_built():
    frontend.build()
