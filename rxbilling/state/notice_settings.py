"""The settings page: when people are told, and how mails do."""

from typing import Any

import reflex as rx

from rxbilling.locales import N_, tr
from rxbilling.services import mailing, notice_settings
from rxbilling.services.access import Actor, Changed, Refused, Right
from rxbilling.services.told_drafts import listed
from rxbilling.state import wording
from rxbilling.state.closing import Closing
from rxbilling.state.forms import Fact, Form, focus_on, language_of, told
from rxbilling.state.guard import acting, policy
from rxbilling.state.told_fields import days_typed, percents_typed


class NoticeSettings(Form, rx.State):
    """Lead times and percentages as text; whether mails are sent, from where, and which are not."""

    days: str = ""
    percents: str = ""
    sends_mail: bool = False
    sender: str = ""
    waiting: str = ""
    given_up: str = ""
    error: str = ""
    is_sending: bool = False
    _version: int = 0

    @rx.event
    @policy(Right.CLOSE_PERIODS)
    def open_page(self) -> None:
        """Load the settings: whoever may open the page may know."""
        self._begin()
        self._load(acting(self))

    @rx.event
    @policy(Right.ADMINISTER)
    def save(self, form: dict[str, Any]) -> Any:  # noqa: ANN401 - events
        """Keep when people are told, if nobody else has changed it meanwhile."""
        actor = acting(self)
        self._begin()
        try:
            days, percents = days_typed(str(form.get("days", ""))), percents_typed(str(form.get("percents", "")))
            notice_settings.change(actor, days, percents, self._version)
        except Refused as refusal:
            self._refuse(actor, refusal)
            if isinstance(refusal, Changed):
                self._show_theirs(actor)
            return focus_on(f"notice-{self.wrong_field}" if self.wrong_field else "")
        self._load(actor)
        # The books are in the same row, which has a new version now.
        return [rx.toast.success(tr(language_of(actor), N_("Saved."))), Closing.open_page]

    @rx.event
    @policy(Right.ADMINISTER)
    async def send_test(self) -> Any:  # noqa: ANN401 - events
        """Send a mail to whoever asks for it."""
        actor = acting(self)
        self.is_sending = True
        # A server that does not answer is waited for.
        yield
        try:
            await rx.run_in_thread(lambda: mailing.send_test(actor))
        except Refused as refusal:
            yield told(actor, refusal)
        else:
            done = tr(
                language_of(actor), N_("A test mail is on its way to {email}."), email=actor.email if actor else ""
            )
            yield rx.toast.success(done)
        finally:
            self.is_sending = False

    def _load(self, actor: Actor | None) -> None:
        found, box, language = notice_settings.times(actor), mailing.outbox(actor), language_of(actor)
        self._version, self.days, self.percents = found.version, listed(found.days), listed(found.percents)
        self.sends_mail, self.sender, self.error = box.is_on, box.sender, box.error
        self.waiting = wording.number(language, box.waiting) if box.waiting else ""
        self.given_up = wording.number(language, box.given_up) if box.given_up else ""

    def _show_theirs(self, actor: Actor | None) -> None:
        found, language = notice_settings.times(actor), language_of(actor)
        self._version = found.version
        self.theirs = [
            Fact(tr(language, N_("Days before a contract ends")), listed(found.days) or wording.NOTHING),
            Fact(tr(language, N_("% of the cycle used")), listed(found.percents) or wording.NOTHING),
        ]
