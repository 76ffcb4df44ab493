"""The one guard of all events: a handler without a policy is refused, whoever calls it.

Any browser that can open a socket can call any handler by name, without visiting a page. Services check again,
row by row.
"""

from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any, Literal, TypeVar

import reflex as rx
from reflex.middleware.middleware import Middleware
from reflex.state import BaseState, StateUpdate
from reflex_base.event import Event
from reflex_base.registry import RegistrationContext

from rxbilling.services.access import NOT_ALLOWED, Actor, Right
from rxbilling.services.sessions import COOKIE, actor_of

Rule = Literal["public", "user"] | Right
Handler = TypeVar("Handler", bound=Callable[..., Any])
POLICY = "__rxbilling_policy__"
BY_ITSELF = "__rxbilling_by_itself__"


def policy(rule: Rule, *, by_itself: bool = False) -> Callable[[Handler], Handler]:
    """Say who may call a handler: everybody, whoever is signed in, or who has a right. Services ask again.

    What a page calls ``by_itself``, with nobody there, does not keep a session from growing idle.
    """

    def mark(handler: Handler) -> Handler:
        setattr(handler, POLICY, rule)
        setattr(handler, BY_ITSELF, by_itself)
        return handler

    return mark


def policy_of(event_name: str) -> Rule | None:
    """Return the policy of an event; None where there is none. Reflex's own events are public."""
    registered = RegistrationContext.get().event_handlers[event_name]
    if not registered.states or registered.states[0].__module__.startswith(("reflex.", "reflex_")):
        return "public"
    return getattr(registered.handler.fn, POLICY, None)


def acting(state: BaseState, *, touch: bool = False) -> Actor | None:
    """Return who is signed in with the cookie that the state's socket was opened with."""
    router = state._get_root_state().router_data  # noqa: SLF001 - the only way to the headers without sending them out
    try:
        cookies = SimpleCookie(router.get("headers", {}).get("cookie") or "")
    except CookieError:
        return None
    morsel = cookies.get(COOKIE)
    return actor_of(morsel.value if morsel else None, str(router.get("ip", "")), touch=touch)


class Owner(rx.State):
    """Whose data this state holds: a browser's state outlives a session."""

    _owner: tuple[int | None, str, int | None] | None = None


class Guard(Middleware):
    """Runs before every event, also background ones."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:  # noqa: ARG002 - Reflex's interface
        """Drop the event unless its policy allows it; who is signed out is sent to the sign-in."""
        handler = RegistrationContext.get().event_handlers[event.name].handler.fn
        actor = acting(state, touch=not getattr(handler, BY_ITSELF, False))
        await _forget_others(state, actor)
        rule = policy_of(event.name)
        if rule == "public" or (actor and (rule == "user" or (isinstance(rule, Right) and actor.may(rule)))):
            return None
        answer = rx.toast.error(NOT_ALLOWED.text(actor.language)) if actor else rx.redirect("/login")
        return StateUpdate(events=Event.from_event_type(answer))


async def _forget_others(state: BaseState, actor: Actor | None) -> None:
    """Empty a state that was filled for somebody else, or for a session that has ended."""
    owner = await state.get_state(Owner)
    # Who has got another role, or is another rep now, may no longer see what was loaded before.
    now = (actor.user_id, actor.role, actor.rep_id) if actor else None
    if owner._owner not in {None, now}:  # noqa: SLF001 - a backend variable is never sent to the browser
        state._get_root_state().reset()  # type: ignore[no-untyped-call]  # noqa: SLF001 - Reflex's own
    owner._owner = now  # noqa: SLF001 - as above
