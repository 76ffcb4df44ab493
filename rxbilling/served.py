"""The app as ``rxbilling run`` serves it: with its daily work beside it."""

import asyncio
import logging
from threading import Event

from rxbilling.rxbilling import app
from rxbilling.services import daily
from rxbilling.services.access import COMMAND_LINE

__all__ = ["app"]
# Whether a day has begun, and whether mails wait, is looked at this often.
EVERY_S = 60
log = logging.getLogger("rxbilling")


async def work_daily() -> None:
    """Do the daily work as long as the app runs; a fault is logged, and everything is tried again the next time."""
    stopping = Event()
    try:
        while True:
            await asyncio.to_thread(_work, stopping)
            await asyncio.sleep(EVERY_S)
    finally:
        # A mail that is on its way is finished; no other one is begun.
        stopping.set()


def _work(stopping: Event) -> None:
    try:
        done = daily.carry_on(COMMAND_LINE, stopping.is_set)
    except Exception:
        log.exception("The daily work has failed; it is tried again in %s seconds.", EVERY_S)
        return
    for number, reason in done.refused.items():
        log.warning("Contract %s could not be renewed: %s", number, reason.text("en"))
    for address, error in done.mails.failed.items():
        log.warning("A mail could not be sent (%s): %s", address, error)


app.register_lifespan_task(work_daily)
