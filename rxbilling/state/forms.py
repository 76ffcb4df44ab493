"""What forms share: which field is wrong and why, and what somebody else has made of it meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import reflex as rx

from rxbilling.services.access import Actor, Invalid, Refused

FormData = Mapping[str, object]


@dataclass
class Fact:
    """A label and a value, both as text."""

    label: str = ""
    value: str = ""


class Form(rx.State, mixin=True):
    """Why a form was refused; an empty ``wrong_field`` is the form as a whole."""

    wrong_field: str = ""
    wrong: str = ""
    theirs: list[Fact] = []

    def _refuse(self, actor: Actor | None, refusal: Refused) -> None:
        self.wrong_field = refusal.field if isinstance(refusal, Invalid) else ""
        self.wrong = refusal.message.text(language_of(actor))

    def _begin(self) -> None:
        self.wrong_field, self.wrong, self.theirs = "", "", []


def typed(form: FormData, field: str) -> str:
    """Return what was typed into a field; nothing where it is not shown, which is sent as None."""
    return str(form.get(field) or "")


def text_of(form: FormData, field: str) -> str:
    """Return the same without spaces around it."""
    return typed(form, field).strip()


def focus_on(field: str) -> Any:  # noqa: ANN401 - an event
    """Return the event that goes to a field, which is one of ours; to none where the form as a whole is wrong."""
    return rx.call_script(f"document.getElementById({field!r})?.focus()") if field else None


def language_of(actor: Actor | None) -> str:
    """Return the language that the actor reads."""
    return actor.language if actor else "en"


def told(actor: Actor | None, refusal: Refused) -> Any:  # noqa: ANN401 - an event
    """Return the event that shows a refusal, where no form does."""
    return rx.toast.error(refusal.message.text(language_of(actor)))
