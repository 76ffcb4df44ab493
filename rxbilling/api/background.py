"""What the server does by itself, beside answering: reading ahead, and renewing the contracts that renew themselves."""

import asyncio
import logging

from rxbilling.services import renewals, work
from rxbilling.services.access import COMMAND_LINE
from rxbilling.services.faults import ERRORS

AN_HOUR = 3600
log = logging.getLogger(__name__)


async def read_ahead() -> None:
    """Read the entries as columns: of a million it takes seconds, and who comes meanwhile waits for the rest only."""
    try:
        await asyncio.to_thread(work.current)
    except ERRORS:
        # Whoever asks next tries again, and is told what is wrong.
        log.warning("The entries could not be read ahead.", exc_info=True)


async def renew_each_hour() -> None:
    """Renew what has come to its last day, on whatever clock that is: days that were missed are made up."""
    while True:
        await asyncio.to_thread(renew_due)
        await asyncio.sleep(AN_HOUR)


def renew_due() -> None:
    """Renew contracts once; those that cannot be renewed are in the log, and are tried again."""
    try:
        _, refused = renewals.renew_due(COMMAND_LINE)
    except ERRORS:
        log.warning("Contracts could not be renewed.", exc_info=True)
        return
    for number, reason in refused.items():
        log.warning("Contract %s does not renew itself: %s", number, reason.text("en"))
