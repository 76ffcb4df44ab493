"""What a reader is told about a price, in plain words and without keys."""

from dataclasses import replace
from datetime import date

import pytest

from rxbilling.engine.steps import AmountStep, CalendarStep, CutStep, LotStep, PriceStep, RoundingStep, Step
from rxbilling.models import Charge, TimeEntry
from rxbilling.services.pricing_explain import Explanation, Grant
from rxbilling.state.why_lines import Wording

HOUR = 3600
FEBRUARY = (date(2026, 1, 31), date(2026, 2, 27))
CALENDAR = CalendarStep(0, "4", date(2026, 1, 31).toordinal(), "1", "Europe/Paris", "account")
ROUNDING = RoundingStep(
    portions=((0,),), source="contract", scope="ticket", group_s=5700, minimum_s=0, increment_s=HOUR, mode="up",
    rounded_s=7200, billed_s=3600, billable_s=3600, open_s=3000, spare_s=0, worked_s=(300,), places=(1,),
    shares_s=(360,),
)  # fmt: skip
ALONE = replace(
    ROUNDING, scope="entry", group_s=300, minimum_s=1200, increment_s=900, rounded_s=1800, billed_s=0, billable_s=1800,
    open_s=300, worked_s=(300,), places=(0,), shares_s=(1800,),
)  # fmt: skip


def explanation(*steps: Step) -> Explanation:
    return Explanation(
        entry=TimeEntry(account_id=1, rep_id=1, day=1, seconds=0),
        charge=Charge(
            entry_id=1, worked_s=0, billable_s=0, operational_s=0, non_operational_s=0, weekend_s=0, holiday_s=0,
            amount=0, cost=0, currency="EUR", calendar_id=1,
        ),
        billed=False, closed=False, account="Acme", rep="Ana", service=None, ticket=None, cost_currency="EUR",
        zone="Europe/Paris",
        steps=steps, rules={"8": "Standard"}, contracts={"4": "Acme care"}, calendars={"1": "France"},
        lots={
            "4/2026-01-31": Grant(36000, 1200, *FEBRUARY),
            "4/2026-01-31/carried": Grant(1800, 0, date(2026, 2, 28), date(2026, 3, 30)),
            "4/top-up/0000000009": Grant(10, 1, date(2026, 2, 1), None),
            "4/money": Grant(250000, 10000, *FEBRUARY),
        },
    )  # fmt: skip


def told(language: str, step: Step) -> str:
    """Return the lines of a step as one text, with the spaces and apostrophes of a keyboard."""
    lines = [f"{line.label} | {line.text} | {line.value}" for line in Wording(language, explanation(step)).lines()]
    return "\n".join(lines).translate(str.maketrans("\u2009\u202f\xa0\u2019", "   '"))


def lot(key: str, kind: str, unit: str, units: int, *, burn_bp: int = 10_000) -> LotStep:
    return LotStep(0, key, kind, unit, units, units, burn_bp, units * burn_bp)


CASES: list[tuple[Step, str, str]] = [
    (
        CALENDAR,
        "Contract | Acme care · bill cycle from Jan 31, 2026 · France (Europe/Paris), from the account | ",
        (
            "Contrat | Acme care · cycle de facturation à partir du 31 janv. 2026 · France (Europe/Paris),"
            " selon le compte | "
        ),
    ),
    (
        lot("4/2026-01-31", "base", "second", 2400),
        "Included | 0:40:00 from the allowance of Jan 31 – Feb 27, 2026; 0:20:00 of it left today | €0.00",
        "Inclus | 0:40:00 du volume inclus pour 31 janv. – 27 févr. 2026 ; il en reste 0:20:00 aujourd'hui | 0,00 €",
    ),
    (
        lot("4/2026-01-31", "base", "second", 2400, burn_bp=15_000),
        (
            "Included | 0:40:00 × 1.5 = 1:00:00 from the allowance of Jan 31 – Feb 27, 2026; 0:20:00 of it left today"
            " | €0.00"
        ),
        (
            "Inclus | 0:40:00 × 1,5 = 1:00:00 du volume inclus pour 31 janv. – 27 févr. 2026 ; il en reste 0:20:00"
            " aujourd'hui | 0,00 €"
        ),
    ),
    (
        lot("4/2026-01-31/carried", "carried", "second", 600),
        "Included | 0:10:00 carried over to Feb 28 – Mar 30, 2026; 0:00:00 of it left today | €0.00",
        "Inclus | 0:10:00 du report sur 28 févr. – 30 mars 2026 ; il en reste 0:00:00 aujourd'hui | 0,00 €",
    ),
    (
        lot("4/top-up/0000000009", "top_up", "request", 1),
        "Included | 1 request from the top-up of Feb 1, 2026 →; 1 request of it left today | €0.00",
        "Inclus | 1 demande du complément acheté pour 1 févr. 2026 → ; il en reste 1 demande aujourd'hui | 0,00 €",
    ),
    (
        lot("4/2026-01-31", "base", "request", 0),
        "Included | With the request that this ticket has drawn in this cycle | €0.00",
        "Inclus | Avec la demande que ce ticket a déjà utilisée dans ce cycle | 0,00 €",
    ),
    (
        lot("4/money", "base", "money", 4000),
        "Included | €40.00 from the allowance of Jan 31 – Feb 27, 2026; €100.00 of it left today | €0.00",
        "Inclus | 40,00 € du volume inclus pour 31 janv. – 27 févr. 2026 ; il en reste 100,00 € aujourd'hui | 0,00 €",
    ),
    (
        lot("gone", "top_up", "second", 60),
        "Included | 0:01:00 from a top-up | €0.00",
        "Inclus | 0:01:00 d'un complément acheté | 0,00 €",
    ),
    (PriceStep(0, "included", None, None, None), "", ""),
    (
        PriceStep(0, "free", None, None, None),
        "Price | Not billable: nothing is charged | ",
        "Prix | Non facturable : rien n'est facturé | ",
    ),
    (
        PriceStep(0, "overage", "plan", None, None),
        "Price | Beyond what is included · The support plan's price for it | ",
        "Prix | Au-delà de ce qui est inclus · Le prix que la formule de support prévoit pour cela | ",
    ),
    (
        PriceStep(0, "overage", "general", "8", 5),
        "Price | Beyond what is included · General rule: Standard | ",
        "Prix | Au-delà de ce qui est inclus · Règle générale : Standard | ",
    ),
    (
        PriceStep(0, "plain", None, None, None),
        "Price | No rule matches: the entry cannot be billed until one does | ",
        "Prix | Aucune règle ne s'applique : la saisie ne peut pas être facturée tant qu'il n'y en a pas | ",
    ),
    (
        ALONE,
        "Rounding | 0:05:00, at least 0:20:00, up to the next 0:15:00 (from the contract) | 0:30:00",
        (
            "Arrondi | 0:05:00, au moins 0:20:00, par tranche entamée de 0:15:00, vers le haut (selon le contrat)"
            " | 0:30:00"
        ),
    ),
    (
        ROUNDING,
        (
            "Rounding | All work on this ticket in the bill cycle together: 1:35:00, up to the next 1:00:00"
            " (from the contract) = 2:00:00, less 1:00:00 billed already;"
            " this entry's share for 0:05:00 of 0:50:00 worked | 0:06:00"
        ),
        (
            "Arrondi | Tout le travail sur ce ticket dans le cycle de facturation : 1:35:00,"
            " par tranche entamée de 1:00:00, vers le haut (selon le contrat) = 2:00:00, moins 1:00:00 déjà facturé ;"
            " part de cette saisie pour 0:05:00 sur 0:50:00 travaillé | 0:06:00"
        ),
    ),
    (
        AmountStep(0, 9900, 15_000, 600, 1, 0, 14850),
        "Amount | €99.00 per request × 1.5 | €148.50",
        "Montant | 99,00 € par demande × 1,5 | 148,50 €",
    ),
    (
        AmountStep(0, 9900, 10_000, 600, 0, 0, 0),
        "Amount | €99.00 per request, already charged on this ticket in this cycle | €0.00",
        "Montant | 99,00 € par demande, déjà facturé sur ce ticket dans ce cycle | 0,00 €",
    ),
    (
        AmountStep(0, 10000, 10_000, HOUR, None, 4000, 6000),
        "Amount | 1:00:00 at €100.00 an hour, less €40.00 that is included | €60.00",
        "Montant | 1:00:00 à 100,00 € l'heure, moins 40,00 € inclus | 60,00 €",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("step", "english", "french"), CASES)
def test_r28_each_step_is_told_in_plain_words(step: Step, english: str, french: str) -> None:
    assert told("en", step) == english
    assert told("fr", step) == french


def test_times_are_on_the_customer_s_clock_and_parts_are_numbered() -> None:
    steps = (CutStep(0, 0, 60, 60, "operational", stated=False), CutStep(1, 60, 120, 60, "weekend", stated=False))
    lines = list(Wording("en", explanation(*steps)).lines())
    assert [line.label for line in lines] == ["Part 1", "Part 2"]
    assert lines[0].text == "01:00:00 - 01:01:00 · Operational"


@pytest.mark.parametrize("step", [step for step, _, _ in CASES])
def test_no_key_is_shown(step: Step) -> None:
    """Also where the names behind the keys are not known."""
    unknown = replace(explanation(step), rules={}, contracts={}, calendars={}, lots={})
    text = "".join(line.text for line in Wording("en", unknown).lines())
    assert not any(key in text for key in ("4/", "2026-01-31", "top-up/", "gone"))
