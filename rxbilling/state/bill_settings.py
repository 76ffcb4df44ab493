"""The settings page: what bills say, how they are numbered, and how an account wants its own."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import bill_settings
from rxbilling.services.access import Actor, Refused, Right
from rxbilling.services.bill_settings import BillSettings, Way
from rxbilling.state.closing import Closing
from rxbilling.state.contract_fields import TaxLine, tax_lines, taxes_typed
from rxbilling.state.expense_fields import chosen_number
from rxbilling.state.forms import Form, FormData, focus_on, language_of, text_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.notice_settings import NoticeSettings
from rxbilling.state.quantities import whole_typed

AS_HOME = "home"


@dataclass
class SettingTexts:
    """The fields as text."""

    prefix: str = ""
    next_number: str = ""
    detail: str = "ticket"
    hours_style: str = "clock"
    tax_scope: str = "bill"
    payment_days: str = ""
    address: str = ""
    tax_number: str = ""
    email: str = ""
    footer: str = ""


class BillSettingsForm(Form, rx.State):
    """What bills say, and how; ``stamp`` grows when the form begins anew."""

    texts: SettingTexts = SettingTexts()
    taxes: list[TaxLine] = []
    stamp: int = 0
    _seen: BillSettings = BillSettings()

    @rx.event
    @policy(Right.SEE_BILLS)
    def open_page(self) -> None:
        """Load the settings."""
        self._begin()
        self._load(acting(self))

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def add_tax(self) -> None:
        """Offer the fields of one more tax."""
        self.taxes = [*self.taxes, TaxLine(len(self.taxes))]

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Keep the settings, if nobody else has changed them meanwhile."""
        actor = acting(self)
        self._begin()
        try:
            wanted = _typed(form)
            found, version = bill_settings.look(actor)
            # The organisation has other settings too: only a change of these is in the way.
            bill_settings.save(actor, wanted, version if found == self._seen else version - 1)
        except Refused as refusal:
            self._refuse(actor, refusal)
            return focus_on(f"bill-{self.wrong_field}" if self.wrong_field else "")
        self._load(actor)
        done = rx.toast.success(tr(language_of(actor), N_("Saved.")))
        # They are in the same row, which has a new version now.
        return [done, Closing.open_page, NoticeSettings.open_page]

    def _load(self, actor: Actor | None) -> None:
        self._seen, _ = bill_settings.look(actor)
        self.texts, self.stamp = _texts(self._seen), self.stamp + 1
        self.taxes = tax_lines(language_of(actor), self._seen.taxes)


class BillWay(Form, rx.State):
    """How the account of a page wants its bills, and where they go; ``home`` is the organisation's way."""

    detail: str = AS_HOME
    hours_style: str = AS_HOME
    email: str = ""
    _account: int = 0

    @rx.event
    @policy(Right.SEE_CUSTOMERS)
    def open_page(self) -> None:
        """Load the way of the account of the address; reps have nothing to do with bills."""
        actor = acting(self)
        self._account = max(chosen_number(dict(self.router.url.query_parameters).get("number", "")), 0)
        if actor is not None and actor.may(Right.SEE_BILLS):
            self._load(actor)

    @rx.event
    @policy(Right.CHANGE_BILLS)
    def choose(self, what: str, value: str) -> Any:  # noqa: ANN401 - events
        """Choose the ``detail`` of lines, the ``hours_style``, or the ``email`` that bills go to."""
        actor = acting(self)
        self._begin()
        before = {"detail": self.detail, "hours_style": self.hours_style, "email": self.email}
        if before.get(what, value) == value:
            return None
        chosen = before | {what: value}
        detail, style = (None if chosen[name] == AS_HOME else chosen[name] for name in ("detail", "hours_style"))
        try:
            _, version = bill_settings.way_of(actor, self._account)
            bill_settings.set_way(actor, self._account, version, Way(detail, style, chosen["email"]))
        except Refused as refusal:
            self._refuse(actor, refusal)
            return told(actor, refusal)
        self._load(actor)
        return rx.toast.success(tr(language_of(actor), N_("Saved.")))

    def _load(self, actor: Actor | None) -> None:
        try:
            way, _ = bill_settings.way_of(actor, self._account)
        except Refused:
            way = Way()
        self.detail, self.hours_style, self.email = way.detail or AS_HOME, way.hours_style or AS_HOME, way.email


def _texts(found: BillSettings) -> SettingTexts:
    return SettingTexts(
        prefix=found.prefix,
        next_number=str(found.next_number),
        detail=found.detail,
        hours_style=found.hours_style,
        tax_scope=found.tax_scope,
        payment_days=str(found.payment_days),
        address=found.address,
        tax_number=found.tax_number,
        email=found.email,
        footer=found.footer,
    )


def _typed(form: FormData) -> BillSettings:
    names = ("prefix", "detail", "hours_style", "tax_scope", "address", "tax_number", "email", "footer")
    return BillSettings(
        **{name: text_of(form, name) for name in names},
        next_number=whole_typed(form, "next_number") or 0,
        payment_days=whole_typed(form, "payment_days") or 0,
        taxes=taxes_typed(form),
    )
