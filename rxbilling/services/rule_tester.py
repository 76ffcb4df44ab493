"""Which rule sets the price of some work, and why not another: an hour that nobody worked, rated by the one engine."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session as Database

from rxbilling.engine.calendar import DAY, EPOCH_DAY
from rxbilling.engine.columns import NONE, Charges, Entries, Kind
from rxbilling.engine.rating import rate
from rxbilling.engine.terms import Contract as Agreed
from rxbilling.engine.terms import Level, Rule, Terms, Tier
from rxbilling.exchange.clock import FIRST_DAY, LAST_DAY, NOT_OUR_TIME
from rxbilling.models import Account, BillRule, Calendar, Contract, Organisation, Rep, Service, Ticket, pricing_rows
from rxbilling.models.database import reading
from rxbilling.services.access import Actor, Invalid, Right, require
from rxbilling.services.entry_drafts import OTHER_ACCOUNT, known
from rxbilling.services.inputs import may_be_number
from rxbilling.services.local_clock import instant_of
from rxbilling.services.pricing_entries import imagined
from rxbilling.services.pricing_terms import load, years_between

HOUR = 3600
MOST_TRIED = 40


@dataclass(frozen=True, slots=True)
class Question:
    """Whose hour it is, for whom, and when it begins: ``moment`` is a local time of the account."""

    account_id: int
    rep_id: int
    service_id: int | None
    ticket_id: int | None
    moment: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A rule that was tried before, and why it does not match: fields that it asks for, ``days`` or ``currency``."""

    name: str
    level: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A part of the hour: its tier and length, and the price that it has beside what is included.

    ``level`` None is no price. ``rule`` is the winner's name, empty for the plan's own price.
    """

    tier: str
    seconds: int
    level: str | None
    rule: str
    per: str
    rate: int
    factor_bp: int
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine says of the hour; ``is_included`` where the contract's allowance would be drawn first."""

    contract: str
    calendar: str
    zone: str
    currency: str
    is_included: bool
    amount: int
    has_price: bool
    parts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """The hour and what it is rated with."""

    entries: Entries
    terms: Terms

    def rated(self) -> Charges:
        """Rate the hour once nothing is left of what contracts include."""
        return rate(self.entries, replace(self.terms, contracts=tuple(map(_used_up, self.terms.contracts))))

    def matches(self, rule: Rule) -> bool:
        """Ask the engine whether a rule, and it alone, prices any of the hour."""
        contracts = tuple(_bare(contract) for contract in self.terms.contracts)
        alone = rate(self.entries, replace(self.terms, rules=(rule,), contracts=contracts))
        return bool((alone.portions.rule != NONE).any())


def ask(actor: Actor | None, question: Question) -> Answer:
    """Return which rules price an hour of work.

    Raises:
        Refused: the actor may not see terms, or a value cannot be taken; its field is named.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        trial = _trial(db, question)
        charges = trial.rated()
        names = pricing_rows.names(db, BillRule)
        contract = _contract_name(db, charges, trial.terms)
        calendar = db.get_one(Calendar, int(charges.calendars[int(charges.calendar[0])]))
    included = rate(trial.entries, trial.terms).portions.kind == Kind.INCLUDED
    return Answer(
        contract=contract,
        calendar=calendar.name,
        zone=calendar.zone,
        currency=charges.currencies[int(charges.currency[0])],
        is_included=bool(included.any()),
        amount=int(charges.amount[0]),
        has_price=not charges.problem[0],
        parts=tuple(_verdict(row, charges, trial, names) for row in range(len(charges.portions))),
    )


def _trial(db: Database, question: Question) -> _Trial:
    _check(db, question)
    start = instant_of(question.moment, _zone(db, question.account_id), "moment")
    day = start // DAY + EPOCH_DAY
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid("moment", NOT_OUR_TIME)
    terms = load(db, years_between(day, day + 1), [question.account_id])
    account, rep, service, ticket = question.account_id, question.rep_id, question.service_id, question.ticket_id
    return _Trial(imagined(db, terms, account, rep, service, ticket, start, HOUR), terms)


def _check(db: Database, question: Question) -> None:
    known(db, Account, "account", question.account_id)
    known(db, Rep, "rep", question.rep_id)
    if question.service_id is not None:
        known(db, Service, "service", question.service_id)
    if question.ticket_id is not None:
        known(db, Ticket, "ticket", question.ticket_id)
        if db.get_one(Ticket, question.ticket_id).account_id != question.account_id:
            raise Invalid("ticket", OTHER_ACCOUNT)


def zone_of(actor: Actor | None, account_id: int) -> str:
    """Return the zone in which times of an account are told; the organisation's where there is no such account.

    Raises:
        Refused: the actor may not see terms.
    """
    require(actor, Right.SEE_CONTRACTS)
    with reading() as db:
        return _zone(db, account_id)


def _zone(db: Database, account_id: int) -> str:
    account = db.get(Account, account_id) if may_be_number(account_id) else None
    own = account.calendar_id if account else None
    return db.get_one(Calendar, own or db.get_one(Organisation, 1).calendar_id).zone


def _used_up(contract: Agreed) -> Agreed:
    """Return a contract whose lots are empty: what is worked is overage, where the plan has an allowance."""
    allowance = contract.plan.allowance
    plan = replace(contract.plan, allowance=None if allowance is None else replace(allowance, amount=0))
    return replace(contract, plan=plan, top_ups=(), renews=None)


def _bare(contract: Agreed) -> Agreed:
    """Return a contract that includes nothing and has no price of its own, so that only rules count."""
    plan = replace(contract.plan, allowance=None, overage=None)
    return replace(contract, plan=plan, top_ups=(), renews=None)


def _contract_name(db: Database, charges: Charges, terms: Terms) -> str:
    place = int(charges.contract[0])
    if place == NONE:
        return ""
    return pricing_rows.names(db, Contract).get(terms.contracts[place].key, "")


def _verdict(row: int, charges: Charges, trial: _Trial, names: dict[str, str]) -> Verdict:
    portions = charges.portions
    place, level = int(portions.rule[row]), int(portions.level[row])
    winner = None if place == NONE else trial.terms.rules[place]
    # The plan's own price comes before all rules (R16).
    tried = [] if winner is None and level != NONE else _tried(trial, int(portions.contract[row]))
    currency = charges.currencies[int(charges.currency[0])]
    return Verdict(
        tier=Tier(int(portions.tier[row])).name.lower(),
        seconds=int(portions.worked_s[row]),
        level=None if level == NONE else Level(level).name.lower(),
        rule=names.get(winner.key, "") if winner else "",
        per="request" if portions.request[row] else "hour",
        rate=int(portions.rate[row]),
        factor_bp=int(portions.factor_bp[row]),
        missed=tuple(_missed(trial, tried, winner, currency, names)),
    )


def _missed(
    trial: _Trial, tried: list[Rule], winner: Rule | None, currency: str, names: dict[str, str]
) -> Iterator[Missed]:
    """Yield the rules that were tried before the one that won; all, where none did."""
    for rule in tried[:MOST_TRIED]:
        if rule is winner:
            return
        reasons = tuple(_reasons(trial, rule, currency))
        if reasons:
            yield Missed(names.get(rule.key, ""), rule.level.name.lower(), reasons)


def _tried(trial: _Trial, contract: int) -> list[Rule]:
    """Return the rules of the contract, its plan, the account and of everybody, in order (R7)."""
    own = {(Level.GENERAL, None), (Level.ACCOUNT, trial.entries.names["account"][int(trial.entries.account[0])])}
    if contract != NONE:
        agreed = trial.terms.contracts[contract]
        own |= {(Level.CONTRACT, agreed.key), (Level.PLAN, agreed.plan.key)}
    some = [rule for rule in trial.terms.rules if (rule.level, rule.of) in own]
    return sorted(some, key=lambda rule: (rule.level, rule.order))


def _reasons(trial: _Trial, rule: Rule, currency: str) -> Iterator[str]:
    """Yield what keeps a rule from matching, asking the engine about one thing at a time."""
    anything = replace(rule, where={}, first_day=None, last_day=None)
    if not trial.matches(anything):
        yield "currency"
    own = replace(anything, currency=currency)
    if not trial.matches(replace(own, first_day=rule.first_day, last_day=rule.last_day)):
        yield "days"
    missing = [name for name, keys in rule.where.items() if not trial.matches(replace(own, where={name: keys}))]
    if rule.match == "all" or len(missing) == len(rule.where):
        yield from missing
