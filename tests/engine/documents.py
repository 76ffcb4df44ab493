"""Random quote documents whose entries lie on edges on purpose: midnights, openings, clock changes, contract days."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

Json = dict[str, Any]
ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
COUNTRIES = {
    "Europe/Paris": "FR",
    "America/New_York": "US",
    "Asia/Kolkata": "IN",
    "Australia/Lord_Howe": "AU",
    "UTC": None,
}
HOURS = (
    {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    {"mon": ["08:00-12:00", "13:00-17:30"], "fri": ["22:00-06:00"], "sun": ["20:00-02:30"]},
    {"sat": ["00:00-02:15"], "sun": ["01:30-02:30", "02:45-24:00"]},
    {},
)
WEEKENDS = (["sat", "sun"], ["fri"], [])
# around the changes of the clock in 2026 (Paris, New York, Lord Howe), holidays, and an ordinary month's end
DATES = ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-03-07", "2026-03-08", "2026-10-31", "2026-11-01",
         "2026-04-04", "2026-04-05", "2026-10-03", "2026-10-04", "2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01",
         "2026-05-14", "2026-01-31", "2026-02-28", "2026-07-04")  # fmt: skip
MOMENTS = ("00:00", "00:30", "01:00", "01:30", "02:00", "02:15", "02:30", "03:00", "06:00", "09:00", "12:00", "13:00",
           "17:30", "18:00", "20:00", "22:00", "23:30")  # fmt: skip
NAMES = {"account": ("acme", "blue"), "rep": ("ana", "bob"), "role": ("L1", "L2"), "service": ("onsite", "phone"),
         "product": ("app",), "priority": ("high", "low"), "ticket_type": ("bug",)}  # fmt: skip
TIERS = ("operational", "non_operational", "weekend", "holiday")

dates = st.sampled_from(DATES)
rates = st.one_of(st.just(0), st.integers(1, 30000), st.sampled_from((9900, 10000, 10**10)))
roundings = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {
            "increment_s": st.sampled_from((0, 1, 7, 60, 900, 3600)),
            "minimum_s": st.sampled_from((0, 600, 1200)),
            "mode": st.sampled_from(("up", "nearest", "down")),
        }
    ),
)


@st.composite
def calendars(draw: st.DrawFn) -> Json:
    zone = draw(st.sampled_from(ZONES))
    public = draw(st.booleans())
    return {
        "zone": zone,
        "hours": draw(st.sampled_from(HOURS)),
        "weekend": draw(st.sampled_from(WEEKENDS)),
        "holidays": {"country": COUNTRIES[zone] if public else None, "dates": draw(st.lists(dates, max_size=2))},
    }


@st.composite
def spans(draw: st.DrawFn, first: str, last: str) -> Json:
    """Two optional dates in order."""
    days = sorted(draw(st.lists(dates, min_size=2, max_size=2)))
    return {first: draw(st.sampled_from((None, days[0]))), last: draw(st.sampled_from((None, days[1])))}


@st.composite
def contracts(draw: st.DrawFn, number: int) -> Json:
    span = draw(spans("start", "end"))
    return span | {
        "id": f"c{number}",
        "account": draw(st.sampled_from(NAMES["account"])),
        "plan": draw(st.sampled_from(("gold", "tin"))),
        "start": span["start"] or "2025-12-31",
        "calendar": draw(st.sampled_from((None, "k0", "k1"))),
        "rounding": draw(roundings),
        "services": draw(st.sampled_from((None, ["onsite"], ["onsite", "phone"]))),
    }


@st.composite
def prices(draw: st.DrawFn) -> Json:
    if draw(st.booleans()):
        return {"per": "hour", "amounts": {tier: draw(rates) for tier in TIERS}}
    factors = st.dictionaries(st.sampled_from(TIERS), st.integers(0, 40000))
    return {"per": "hour", "amount": draw(rates), "factors_bp": draw(st.one_of(st.none(), factors))}


@st.composite
def rules(draw: st.DrawFn, number: int, owned: list[str]) -> Json:
    levels = {"general": [None], "account": NAMES["account"], "plan": ("gold", "tin")}
    level = draw(st.sampled_from(("general", "account", "plan", *(["contract"] if owned else []))))
    fields = draw(st.lists(st.sampled_from(sorted(NAMES)), max_size=3, unique=True))
    where = {field: draw(st.lists(st.sampled_from(NAMES[field]), max_size=2, unique=True)) for field in fields}
    return draw(spans("from", "to")) | {
        "id": f"r{number}",
        "level": level,
        "of": draw(st.sampled_from(owned if level == "contract" else levels[level])),
        "order": 100 - number,
        "match": draw(st.sampled_from(("all", "any"))),
        "where": where,
        "price": draw(prices()),
        "rounding": draw(roundings),
    }


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    """Half of them on an edge of some local clock, the others up to ten minutes from one."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    local = datetime.fromisoformat(f"{draw(dates)}T{draw(st.sampled_from(MOMENTS))}:00").replace(
        tzinfo=zone, fold=draw(st.integers(0, 1))
    )
    near = draw(st.one_of(st.just(0), st.integers(-600, 600)))
    return local.astimezone(UTC) + timedelta(seconds=near)


LENGTHS = st.one_of(st.sampled_from((0, 1, 300, 900, 3600, 5400, 36000, 86400)), st.integers(0, 40000))


@st.composite
def entries(draw: st.DrawFn, number: int) -> Json:
    fields = {field: draw(st.sampled_from((None, *names))) for field, names in NAMES.items()}
    own = {
        "id": f"e{number}",
        "account": draw(st.sampled_from(NAMES["account"])),
        "billable": draw(st.sampled_from((True, True, True, False))),
        "override": draw(st.one_of(st.none(), st.none(), rates)),
    }
    if draw(st.integers(0, 5)) == 0:
        tier = draw(st.sampled_from((None, *TIERS)))
        return fields | own | {"date": draw(dates), "seconds": draw(LENGTHS), "tier": tier}
    start = draw(instants())
    end = start + timedelta(seconds=draw(LENGTHS))
    return fields | own | {"start": start.isoformat(), "end": end.isoformat()}


@st.composite
def documents(draw: st.DrawFn) -> Json:
    """A document of one to four entries."""
    cycle = st.fixed_dictionaries(
        {
            "cycle": st.sampled_from(("week", "month", "quarter", "half-year", "year", "contract")),
            "anchor": st.sampled_from(("start", "calendar")),
        }
    )
    running = [draw(contracts(number)) for number in range(draw(st.integers(0, 3)))]
    owned = [contract["id"] for contract in running]
    calendar = st.sampled_from((None, "k0", "k1"))
    accounts = {name: {"calendar": draw(calendar), "rounding": draw(roundings)} for name in NAMES["account"]}
    costs = draw(st.lists(st.tuples(st.sampled_from(NAMES["rep"]), dates), max_size=3, unique=True))
    return {
        "currency": "EUR",
        "default_calendar": "k0",
        "calendars": {"k0": draw(calendars()), "k1": draw(calendars())},
        "rounding": draw(roundings),
        "accounts": accounts,
        "plans": {"gold": draw(cycle), "tin": draw(cycle)},
        "contracts": running,
        "rules": [draw(rules(number, owned)) for number in range(draw(st.integers(0, 5)))],
        "cost_rates": [{"rep": rep, "from": day, "amount": draw(st.integers(0, 9999))} for rep, day in costs],
        "entries": [draw(entries(number)) for number in range(draw(st.integers(1, 4)))],
    }
