"""Who works for whom in the demo: accounts, reps, services and products, all invented."""

from dataclasses import dataclass
from itertools import islice, product

ORGANISATION = "Northbank Support"
ZONE = "Europe/Paris"
ENTRIES_A_REP = 4_000
ENTRIES_AN_ACCOUNT = 6_000


@dataclass(frozen=True, slots=True)
class Customer:
    """An account: its country, how much work it brings, what it uses."""

    name: str
    country: str
    weight: float
    products: tuple[int, ...]
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A rep; ``cost`` is minor units an hour before the raise."""

    name: str
    role: str
    cost: int


PRODUCTS = ("Webshop", "Warehouse", "Payroll", "Mail", "VPN", "Reporting", "CRM", "Till")
SERVICES = (
    "Incident level 1", "Incident level 2", "Incident level 3", "Remote support", "On-site visit", "Training",
    "Consulting", "Data recovery",
)  # fmt: skip
CURRENCY = "EUR"
ON_SITE, TRAINING, DATA_RECOVERY = 4, 5, 7
ROLES = ("L1", "L2", "L3")
# Chance of each service, for each role. Data recovery is rare: only the demo's problems use it.
SERVICE_CHANCES = (
    (0.68, 0.00, 0.00, 0.27, 0.01, 0.04, 0.00, 0.0),
    (0.06, 0.56, 0.00, 0.22, 0.08, 0.04, 0.04, 0.0),
    (0.00, 0.12, 0.56, 0.10, 0.06, 0.02, 0.14, 0.0),
)
TICKET_TYPES = (("Incident", 0.58), ("Service request", 0.22), ("Question", 0.14), ("Change", 0.06))
PRIORITIES = (("Low", 0.22), ("Medium", 0.51), ("High", 0.21), ("Urgent", 0.06))

CUSTOMERS = (
    Customer("Atelier Vernoux", "FR", 0.155, (0, 3, 5)),
    Customer("Brandauer Logistik", "DE", 0.135, (1, 4, 5)),
    Customer("Harrowgate Insurance", "GB", 0.115, (3, 5, 6)),
    Customer("Lindqvist Möbler", "SE", 0.105, (0, 1, 7)),
    Customer("Calder & Pine Outfitters", "US", 0.095, (0, 6, 7), "USD"),
    Customer("Saravati Textiles", "IN", 0.085, (1, 2, 3)),
    Customer("Kessing & Sohn Maschinenbau", "DE", 0.075, (1, 2, 4)),
    Customer("Groupe Lanthier", "FR", 0.065, (2, 3, 6)),
    Customer("Pellworth Foods", "GB", 0.055, (1, 5, 7)),
    Customer("Norrvik Energi", "SE", 0.050, (3, 4, 5)),
    Customer("Clinique des Trois Rivières", "FR", 0.040, (2, 3)),
    Customer("Uferlicht Buchhandel", "DE", 0.025, (0, 7)),
)
STAFF = (
    Person("Amélie Rousset", "L1", 3000),
    Person("Jonas Weidner", "L1", 2950),
    Person("Priya Raman", "L1", 2700),
    Person("Tom Ashdown", "L1", 3100),
    Person("Elin Sandberg", "L1", 3150),
    Person("Mateo Ferrer", "L1", 2800),
    Person("Karim Benali", "L1", 2900),
    Person("Grace Okafor", "L1", 3050),
    Person("Hugo Delmas", "L2", 4000),
    Person("Svenja Krüger", "L2", 4150),
    Person("Daniel Whitcombe", "L2", 4200),
    Person("Ananya Iyer", "L2", 3800),
    Person("Oskar Nyström", "L2", 4250),
    Person("Claire Montfort", "L3", 5600),
    Person("Rafael Lindgren", "L3", 5900),
)

# Names for more customers and reps than these, as a large demo needs them.
FIRST_WORDS = (
    "Alder", "Birken", "Castell", "Dorn", "Elster", "Falken", "Garrick", "Hollin", "Isar", "Juniper", "Kestrel",
    "Larch", "Mistral", "Nordal", "Osprey", "Pervenche", "Quarry", "Rowan", "Solvang", "Tamar",
)  # fmt: skip
TRADES = (
    ("Transport", "FR"), ("Pharma", "DE"), ("Bakeries", "GB"), ("Energi", "SE"), ("Textiles", "IN"),
    ("Assurances", "FR"), ("Werkzeugbau", "DE"), ("Publishing", "GB"), ("Bygg", "SE"), ("Hospitals", "IN"),
    ("Voyages", "FR"), ("Optik", "DE"),
)  # fmt: skip
GIVEN_NAMES = (
    "Agnes", "Bruno", "Carla", "David", "Edith", "Felix", "Greta", "Henri", "Ines", "Jakob", "Kavya", "Louis", "Maren",
    "Nils", "Olivia", "Pavel", "Rosa", "Samir", "Thea", "Victor",
)  # fmt: skip
FAMILY_NAMES = (
    "Aubert", "Bergman", "Chaudhry", "Dietz", "Ekström", "Fournier", "Gallagher", "Hartwig", "Isaksson", "Joubert",
    "Keller", "Lacombe", "Marsh", "Naidu", "Overbeck", "Perrin", "Quist", "Rahman", "Schuster", "Tilley",
)  # fmt: skip
LEVELS = ("L1", "L2", "L1", "L1", "L2", "L3")
COSTS = {"L1": 2950, "L2": 4100, "L3": 5700}


def customers(entries: int) -> tuple[Customer, ...]:
    """Return the twelve accounts, and more where there is more work than they bring."""
    wanted = min(entries // ENTRIES_AN_ACCOUNT - len(CUSTOMERS), len(FIRST_WORDS) * len(TRADES))
    names = islice(product(TRADES, FIRST_WORDS), max(wanted, 0))
    more = (
        Customer(f"{word} {trade}", country, 0.02 + 0.08 * (place * 7 % 11) / 11, (place % 8, (place + 3) % 8))
        for place, ((trade, country), word) in enumerate(names)
    )
    return (*CUSTOMERS, *more)


def staff(entries: int) -> tuple[Person, ...]:
    """Return the fifteen reps, and more where there is more work than they can do."""
    wanted = min(entries // ENTRIES_A_REP - len(STAFF), len(GIVEN_NAMES) * len(FAMILY_NAMES))
    names = islice(product(FAMILY_NAMES, GIVEN_NAMES), max(wanted, 0))
    roles = (LEVELS[place % len(LEVELS)] for place in range(max(wanted, 0)))
    more = (Person(f"{given} {family}", role, COSTS[role]) for (family, given), role in zip(names, roles, strict=True))
    return (*STAFF, *more)
