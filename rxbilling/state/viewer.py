"""Who looks: name, role and language, for the shell around every page."""

from typing import Any

import reflex as rx

from rxbilling.locales import LANGUAGE_COOKIE, LANGUAGES, language_of
from rxbilling.services import installation, profile
from rxbilling.services.access import Right
from rxbilling.state.guard import acting, policy


class Viewer(rx.State):
    """What the shell shows of the signed-in user; nothing here decides what somebody may do."""

    language: str = "en"
    chosen_language: str = rx.Cookie("", name=LANGUAGE_COOKIE, max_age=31_536_000, same_site="lax")
    name: str = ""
    email: str = ""
    role: str = ""
    organisation: str = ""
    is_demo: bool = False
    is_empty: bool = False
    may_import: bool = False
    may_export_accounting: bool = False
    may_log: bool = False
    may_change_many: bool = False
    has_timer: bool = False
    may_mark: bool = False
    may_approve: bool = False
    may_close: bool = False
    may_see_contracts: bool = False
    may_change_contracts: bool = False
    may_see_bills: bool = False
    may_change_bills: bool = False
    may_see_audit: bool = False
    may_change_terms: bool = False
    may_administer: bool = False
    sees_all: bool = False
    theme: str = ""

    @rx.event
    @policy("user")
    def load(self) -> None:
        """Fill the shell."""
        actor = acting(self)
        if actor is None:
            return
        found = installation.look(actor)
        self.language, self.name, self.email, self.role = actor.language, actor.name, actor.email, actor.role
        self.may_import = actor.may(Right.IMPORT)
        self.may_export_accounting = actor.may(Right.EXPORT_ACCOUNTING)
        self.may_log = actor.may(Right.LOG_OWN_WORK)
        self.may_change_many = actor.may(Right.CHANGE_ALL_WORK) or actor.may(Right.MARK_WORK)
        self.has_timer = self.may_log and bool(actor.rep_id)
        self.may_mark = actor.may(Right.MARK_WORK)
        # Where weeks are not approved there is nothing to decide on.
        self.may_approve = actor.may(Right.APPROVE_WORK) and found.approval
        self.may_close = actor.may(Right.CLOSE_PERIODS)
        self.may_see_contracts = actor.may(Right.SEE_CONTRACTS)
        self.may_change_contracts = actor.may(Right.CHANGE_CONTRACTS)
        self.may_see_bills = actor.may(Right.SEE_BILLS)
        self.may_change_bills = actor.may(Right.CHANGE_BILLS)
        self.may_see_audit = actor.may(Right.SEE_AUDIT)
        self.may_change_terms = actor.may(Right.CHANGE_TERMS)
        self.may_administer = actor.may(Right.ADMINISTER)
        self.sees_all = actor.rep_only is None
        self.theme = profile.own(actor)[0].theme
        self.organisation, self.is_demo, self.is_empty = found.organisation, found.is_demo, found.is_empty

    @rx.event
    @policy("public")
    def greet(self) -> None:
        """Choose the language of the sign-in: what was chosen before, else what the browser asks for."""
        self.language = language_of(self.chosen_language, self.router.headers.accept_language)

    @rx.event
    @policy("public")
    def choose_language(self, language: str) -> Any:  # noqa: ANN401 - an event, or none
        """Read in another language from now on."""
        if language not in LANGUAGES:
            return None
        self.language = self.chosen_language = language
        if actor := acting(self):
            profile.set_language(actor, language)
            return rx.call_script("window.location.reload()")
        return None

    @rx.event
    @policy("user")
    def keep_theme(self, theme: str) -> None:
        """Remember the theme that was just chosen."""
        profile.set_theme(acting(self), theme)
        self.theme = theme
