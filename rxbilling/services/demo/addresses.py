"""Where the demo's customers are, how they are taxed, and whom to write to there: all invented."""

from dataclasses import dataclass

from rxbilling.models import Account, Contact, Organisation


@dataclass(frozen=True, slots=True)
class Office:
    """A customer's address (a line each), tax number and language; ``domain`` is that of its e-mail addresses."""

    address: str
    tax_number: str
    domain: str
    people: tuple[tuple[str, str, str], ...]
    language: str = ""

    @property
    def books(self) -> str:
        """Where bills go."""
        return f"accounts@{self.domain}"


# What an organisation says of its bills, and to QuickBooks.
OF_BILLS = (
    "address", "tax_number", "email", "bill_footer", "bill_prefix", "bill_next_number", "bill_detail", "hours_style",
    "tax_scope", "bill_taxes", "payment_days", "quickbooks_company", "quickbooks_create_time",
)  # fmt: skip
HOME = Office("18 quai des Tanneurs\n69005 Lyon\nFrance", "FR 32 000 514 907", "northbank.example", ())
FOOTER = "IBAN FR00 3000 2000 5500 0001 5784 Z00 · BIC NRTHFRPP\nNorthbank Support SAS, capital 120 000 €, RCS Lyon"
# In the order of the company's customers; people are name, position and phone.
OFFICES = (
    Office("4 rue des Ateliers\n44000 Nantes\nFrance", "FR 40 000 318 226", "vernoux.example",
           (("Solène Vernoux", "Directrice", "+33 2 99 00 41 10"),
            ("Marc Tessier", "Comptabilité", "+33 2 99 00 41 17")),
           "fr"),
    Office("Hafenstraße 112\n20457 Hamburg\nGermany", "DE 000 714 330", "brandauer.example",
           (("Ulrike Brandauer", "Head of IT", "+49 40 000 7210"), ("Timo Ahlers", "Accounts", "+49 40 000 7244"))),
    Office("27 Station Parade\nHarrogate HG1 5AB\nUnited Kingdom", "GB 000 4471 29", "harrowgate.example",
           (("Fiona Marsden", "Service owner", "+44 1423 000 312"), ("Owen Price", "Accounts", "+44 1423 000 340"))),
    Office("Storgatan 41\n582 23 Linköping\nSweden", "SE 000083714501", "lindqvist.example",
           (("Anders Lindqvist", "Managing director", "+46 13 000 21 40"),)),
    Office("905 Alder Avenue\nPortland, OR 97205\nUnited States", "EIN 00-3518842", "calderpine.example",
           (("Rachel Calder", "Operations", "+1 503 555 0142"), ("Dean Ortiz", "Accounts payable", "+1 503 555 0177"))),
    Office("Plot 14, Mill Road\nCoimbatore 641018\nIndia", "33AAACS0000R1ZT", "saravati.example",
           (("Lakshmi Narayan", "IT manager", "+91 422 000 7781"),)),
    Office("Industriering 8\n70565 Stuttgart\nGermany", "DE 000 226 185", "kessing.example",
           (("Bernd Kessing", "Managing director", "+49 711 000 3380"),
            ("Sabine Roth", "Accounts", "+49 711 000 3391"))),
    Office("55 avenue du Prado\n13006 Marseille\nFrance", "FR 71 000 902 448", "lanthier.example",
           (("Hélène Lanthier", "DSI", "+33 4 91 00 60 02"),), "fr"),
    Office("Unit 3, Orchard Way\nTaunton TA1 2PX\nUnited Kingdom", "GB 000 8130 52", "pellworth.example",
           (("Martin Pellworth", "Director", "+44 1823 000 118"),)),
    Office("Kajgatan 7\n852 30 Sundsvall\nSweden", "SE 000061928801", "norrvik.example",
           (("Karin Norrvik", "IT manager", "+46 60 000 55 20"), ("Per Holm", "Accounts", "+46 60 000 55 31"))),
    Office("12 rue de la Fontaine\n35000 Rennes\nFrance", "FR 18 000 447 610", "troisrivieres.example",
           (("Dr Anne Kerbrat", "Directrice médicale", "+33 2 23 00 18 00"),), "fr"),
    Office("Uferpromenade 21\n78462 Konstanz\nGermany", "DE 000 590 417", "uferlicht.example",
           (("Clara Winter", "Owner", "+49 7531 000 64"),)),
)  # fmt: skip


def furnish(organisation: Organisation) -> None:
    """Let the organisation say on bills who it is."""
    organisation.address, organisation.tax_number = HOME.address, HOME.tax_number
    organisation.email, organisation.bill_footer = HOME.books, FOOTER


def clear(organisation: Organisation) -> None:
    """Take that away again, and all else that was said of bills: those of a real company begin anew."""
    for name in OF_BILLS:
        setattr(organisation, name, Organisation.model_fields[name].get_default(call_default_factory=True))


def address(accounts: list[Account]) -> list[Contact]:
    """Say where accounts are, as far as that is invented; return their people."""
    made = []
    for account, office in zip(accounts, OFFICES, strict=False):
        account.address, account.tax_number, account.language = office.address, office.tax_number, office.language
        account.bill_email = office.books
        made += [_person(account.id or 0, office, *person) for person in office.people]
    return made


def _person(account: int, office: Office, name: str, position: str, phone: str) -> Contact:
    words = name.lower().removeprefix("dr ").split()
    email = f"{words[0]}.{words[-1]}@{office.domain}".translate(str.maketrans("éèäöü", "eeaou"))
    return Contact(account_id=account, name=name, position=position, email=email, phone=phone)
