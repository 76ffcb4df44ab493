"""Contracts as pages show them: lines of text."""

from dataclasses import dataclass

from rxbilling.locales import tr
from rxbilling.services.contract_list import Listed
from rxbilling.state import wording
from rxbilling.state.contract_words import STATES, part_of

WHOLE = 100


@dataclass
class ContractLine:
    """A contract in a list; ``share`` is how much of its cycle is used, in percent, at most 100."""

    number: int = 0
    name: str = ""
    title: str = ""
    account: str = ""
    plan: str = ""
    state: str = ""
    state_word: str = ""
    days: str = ""
    used: str = ""
    share: int = 0
    is_over: bool = False
    base_charge: str = ""


def line_of(language: str, one: Listed) -> ContractLine:
    """Return a contract as text."""
    line = ContractLine(
        number=one.number,
        name=one.name,
        title=one.title if one.title != one.name else "",
        account=one.account,
        plan=one.plan,
        state=one.state,
        state_word=tr(language, STATES[one.state]),
        days=wording.days(language, one.first, one.last),
        base_charge=wording.money(language, one.base_charge, one.currency) if one.base_charge else wording.NOTHING,
    )
    if one.includes:
        lots = one.includes.current
        drawn, granted = sum(lot.drawn for lot in lots), sum(lot.granted for lot in lots)
        line.used = part_of(language, lots[0].unit, drawn, granted, one.currency)
        line.share = min(drawn * WHOLE // granted, WHOLE) if granted else WHOLE
        line.is_over = drawn >= granted
    return line
