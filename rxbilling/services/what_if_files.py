"""The answer to a what-if as a workbook: it waits in the data folder until it is fetched, and is gone after."""

import secrets
from collections.abc import Sequence

from rxbilling.exchange.what_if_excel import Compared, ComparedPart, write_what_if
from rxbilling.locales import N_, tr
from rxbilling.models import Organisation
from rxbilling.models.database import reading
from rxbilling.services import uploads, what_if
from rxbilling.services.access import Actor, Right, require
from rxbilling.services.filters import WorkFilter
from rxbilling.services.what_if import Part
from rxbilling.services.what_if_changes import Change


def keep(actor: Actor | None, chosen: WorkFilter, change: Change) -> str:
    """Make the workbook of a comparison; return the token under which the actor fetches it.

    Raises:
        Refused: as ``what_if.compare`` would.
    """
    actor = require(actor, Right.SEE_CONTRACTS)
    found, language = what_if.compare(actor, chosen, change), actor.language
    with reading() as db:
        organisation = db.get_one(Organisation, 1).name
    months = [ComparedPart(part.name[:7], part.amounts.before, part.amounts.after) for part in found.months]
    compared = [
        Compared(tr(language, N_("By month")), tr(language, N_("Month")), months),
        Compared(tr(language, N_("By account")), tr(language, N_("Account")), _parts(found.accounts)),
        Compared(tr(language, N_("By rep")), tr(language, N_("Rep")), _parts(found.reps)),
    ]
    token = secrets.token_urlsafe(18)
    uploads.put(actor, token, write_what_if(tr(language, N_("What if")), organisation, compared, language))
    return token


def take(actor: Actor | None, token: str) -> bytes:
    """Return a workbook that waits, and forget it.

    Raises:
        Refused: the actor may not, or no such file of the actor's waits.
    """
    path = uploads.path_of(require(actor, Right.SEE_CONTRACTS), token)
    content = path.read_bytes()
    path.unlink()
    return content


def _parts(parts: Sequence[Part]) -> list[ComparedPart]:
    return [ComparedPart(part.name, part.amounts.before, part.amounts.after) for part in parts]
