"""Panels of the profile: the second factor, and the browsers that one is signed in with."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.forms import copy, error_of, field, refusal
from rxbilling.components.words import t
from rxbilling.state.own_access import OwnSessions, SecondFactorForm, SessionLine


def _set_up() -> rx.Component:
    code = rx.el.input(
        id="code", name="code", auto_complete="one-time-code", required=True, class_name="plain-input num-input"
    )
    return rx.form(
        rx.el.p(t("Scan this with an authenticator app, or type the key into it. Then enter the code that it shows.")),
        rx.el.div(rx.html(SecondFactorForm.picture), class_name="qr", role="img", aria_label=t("Key as a QR code")),
        rx.el.code(SecondFactorForm.key, class_name="key"),
        field("Code", "code", code, error=error_of(SecondFactorForm, "code")),
        _password_field(),
        refusal(SecondFactorForm, "code", "current"),
        rx.el.div(
            rx.button(t("Turn on"), type="submit"),
            rx.button(
                t("Cancel"), type="button", variant="soft", color_scheme="gray", on_click=SecondFactorForm.cancel
            ),
            class_name="row",
        ),
        on_submit=SecondFactorForm.confirm,
        class_name="stack",
    )


def _password_field() -> rx.Component:
    control = rx.el.input(
        id="factor-current",
        name="current",
        type="password",
        auto_complete="current-password",
        required=True,
        class_name="plain-input",
    )
    return field("Current password", "factor-current", control, error=error_of(SecondFactorForm, "current"))


def _recovery_codes() -> rx.Component:
    return rx.el.div(
        rx.el.div(rx.icon("circle-check", size=16), t("The second factor is on."), class_name="good", role="status"),
        rx.el.p(t("Keep these recovery codes in a safe place: each lets you in once, without your device.")),
        rx.el.p(t("They are not shown again."), class_name="muted"),
        rx.el.ul(
            rx.foreach(SecondFactorForm.recovery_codes, lambda code: rx.el.li(rx.el.code(code))), class_name="codes"
        ),
        rx.el.div(
            rx.button(
                rx.icon("copy", size=15),
                t("Copy"),
                variant="soft",
                on_click=copy(SecondFactorForm.recovery_codes.join("\n")),
            ),
            rx.button(t("I have kept them"), on_click=SecondFactorForm.cancel),
            class_name="row",
        ),
        class_name="stack",
    )


def _on() -> rx.Component:
    return rx.form(
        rx.el.div(rx.icon("shield-check", size=16), t("A code is asked for at each sign-in."), class_name="good"),
        rx.el.p(t("Recovery codes that are left:"), " ", SecondFactorForm.codes_left.to_string(), class_name="muted"),
        _password_field(),
        refusal(SecondFactorForm, "current"),
        rx.el.div(
            rx.button(
                t("Make new recovery codes"), type="submit", variant="soft", on_click=SecondFactorForm.choose("codes")
            ),
            rx.button(
                t("Turn off"),
                type="submit",
                variant="soft",
                color_scheme="red",
                on_click=SecondFactorForm.choose("off"),
            ),
            class_name="row",
        ),
        on_submit=SecondFactorForm.change,
        class_name="stack",
    )


def _off() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("With a second factor, a stolen password is not enough: a code of your phone is asked for as well."),
            class_name="muted",
        ),
        rx.el.div(
            rx.button(
                rx.icon("shield", size=15), t("Set up a second factor"), variant="soft", on_click=SecondFactorForm.begin
            ),
            class_name="row",
        ),
        class_name="stack",
    )


def second_factor() -> rx.Component:
    """Return the panel of the second factor."""
    return panel(
        "Second factor",
        rx.cond(
            SecondFactorForm.recovery_codes.length() > 0,
            _recovery_codes(),
            rx.cond(SecondFactorForm.is_setting_up, _set_up(), rx.cond(SecondFactorForm.is_on, _on(), _off())),
        ),
    )


def _session(line: rx.Var[SessionLine]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(line.browser),
            rx.el.div(line.address, " · ", line.seen, class_name="muted"),
        ),
        rx.cond(
            line.is_this,
            rx.el.span(t("This browser"), class_name="status status-billed"),
            rx.button(
                t("Sign out"),
                variant="soft",
                color_scheme="gray",
                size="1",
                on_click=OwnSessions.end(line.number),
                aria_label=t("Sign out") + " " + line.browser,
            ),
        ),
    )


def own_sessions() -> rx.Component:
    """Return the panel of sessions."""
    return panel(
        "Where you are signed in",
        rx.el.ul(rx.foreach(OwnSessions.lines, _session), class_name="plain-list"),
        rx.cond(
            OwnSessions.lines.length() > 1,
            rx.el.div(
                rx.button(t("Sign out everywhere else"), variant="soft", on_click=OwnSessions.end_others),
                class_name="row",
            ),
        ),
    )
