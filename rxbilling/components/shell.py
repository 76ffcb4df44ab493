"""The frame around every page: navigation, search, the user's menu, and what the demo says of itself."""

from typing import Any

import reflex as rx

from rxbilling.components.bell import bell
from rxbilling.components.focus import focus_keeper
from rxbilling.components.font import inter
from rxbilling.components.forms import native_form
from rxbilling.components.hotkeys import hotkeys, shortcuts_dialog
from rxbilling.components.live import asking, on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.quick_add import quick_add_button, quick_add_dialog
from rxbilling.components.remove_demo import remove_demo
from rxbilling.components.search import search_box
from rxbilling.components.theme import chosen_theme
from rxbilling.components.timer import forgotten_timer, timer, timer_dialogs
from rxbilling.components.words import t
from rxbilling.state.timer import TimerBar
from rxbilling.state.viewer import Viewer

# Pages about the work of a filter, which goes along from one to the other.
NAVIGATION = (
    ("layout-dashboard", "Dashboard", "/"),
    ("clock", "Time entries", "/entries"),
    ("triangle-alert", "Problems", "/problems"),
)
OWN = (
    ("chart-gantt", "Day", "/day"),
    ("calendar-days", "Week", "/week"),
    ("receipt", "Expenses", "/expenses"),
    ("chart-column", "Summary", "/summary"),
    ("ticket", "Tickets", "/tickets"),
    ("building-2", "Accounts", "/accounts"),
)
TERMS = (
    ("layers", "Plans", "/plans"),
    ("list-ordered", "Bill rules", "/rules"),
    ("calendar-clock", "Calendars", "/calendars"),
    ("git-compare", "What if", "/what-if"),
)


def _nav_item(icon: str, label: str, address: str, active: str, query: rx.Var[str] | None = None) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=16),
        t(label),
        href=address if query is None else rx.cond(query != "", address + "?" + query, address),
        class_name="nav-item nav-active" if address == active else "nav-item",
        custom_attrs={"aria-current": "page"} if address == active else {},
    )


def _brand() -> rx.Component:
    return rx.el.a(
        rx.el.img(src="/icon.svg", width="24", height="24", alt=""),
        rx.el.span("rxbilling"),
        href="/",
        class_name="brand",
    )


def _navigation(active: str, query: rx.Var[str] | None) -> rx.Component:
    return rx.el.nav(
        _brand(),
        *[_nav_item(icon, label, address, active, query) for icon, label, address in NAVIGATION],
        *[_nav_item(icon, label, address, active) for icon, label, address in OWN],
        rx.cond(Viewer.may_see_contracts, _nav_item("file-text", "Contracts", "/contracts", active)),
        rx.cond(Viewer.may_see_bills, _nav_item("file-check", "Bills", "/bills", active)),
        rx.cond(Viewer.sees_all, _nav_item("users-round", "Reps", "/reps", active)),
        *[rx.cond(Viewer.may_see_contracts, _nav_item(*item, active)) for item in TERMS],
        rx.cond(Viewer.may_approve, _nav_item("calendar-check", "Approvals", "/approvals", active)),
        rx.cond(Viewer.may_export_accounting, _nav_item("book-check", "QuickBooks", "/quickbooks", active)),
        rx.cond(Viewer.may_import, _nav_item("upload", "Import", "/import", active)),
        rx.cond(Viewer.may_administer, _nav_item("users", "Users", "/users", active)),
        rx.cond(Viewer.may_see_audit, _nav_item("scroll-text", "Audit trail", "/audit", active)),
        rx.cond(Viewer.may_close, _nav_item("settings", "Settings", "/settings", active)),
        rx.spacer(),
        rx.el.div(Viewer.organisation, class_name="nav-foot"),
        aria_label=t("Main"),
        class_name="nav",
    )


def _drawer(active: str, query: rx.Var[str] | None) -> rx.Component:
    """The same navigation, folded away on a phone."""
    return rx.drawer.root(
        rx.drawer.trigger(
            rx.icon_button(rx.icon("menu", size=18), variant="ghost", color_scheme="gray", aria_label=t("Menu")),
            class_name="only-phone",
        ),
        rx.drawer.overlay(z_index="40"),
        rx.drawer.portal(
            rx.drawer.content(
                rx.drawer.title(t("Menu"), class_name="visually-hidden"),
                rx.drawer.description(t("Pages of rxbilling"), class_name="visually-hidden"),
                _navigation(active, query),
                class_name="drawer",
            )
        ),
        direction="left",
    )


def _language_items() -> rx.Component:
    return rx.menu.sub(
        rx.menu.sub_trigger(rx.icon("languages", size=14), t("Language")),
        rx.menu.sub_content(
            rx.menu.item("English", on_select=Viewer.choose_language("en"), lang="en"),
            rx.menu.item("Français", on_select=Viewer.choose_language("fr"), lang="fr"),
        ),
    )


def _user_menu() -> rx.Component:
    role = rx.match(
        Viewer.role,
        ("admin", t("Administrator")),
        ("manager", t("Manager")),
        ("finance", t("Finance")),
        t("Rep"),
    )
    return rx.menu.root(
        rx.menu.trigger(
            rx.el.button(
                rx.avatar(fallback=Viewer.name[:1], size="1", radius="full"),
                rx.el.span(Viewer.name, class_name="not-phone"),
                rx.icon("chevron-down", size=14),
                class_name="user-button",
                aria_label=t("Your menu"),
            )
        ),
        rx.menu.content(
            rx.el.div(rx.el.strong(Viewer.name), rx.el.div(Viewer.email), rx.el.div(role), class_name="user-card"),
            rx.menu.separator(),
            rx.menu.item(rx.icon("user", size=14), t("Your profile"), on_select=rx.redirect("/profile")),
            rx.menu.item(rx.icon("download", size=14), t("Exports"), on_select=rx.redirect("/exports")),
            _language_items(),
            rx.menu.item(
                rx.icon(rx.color_mode_cond("moon", "sun"), size=14),
                rx.color_mode_cond(t("Dark theme"), t("Light theme")),
                on_select=Viewer.keep_theme(rx.color_mode_cond("dark", "light")),
            ),
            rx.menu.separator(),
            rx.menu.item(
                rx.icon("log-out", size=14),
                t("Sign out"),
                on_select=rx.call_script("document.getElementById('sign-out').requestSubmit()"),
            ),
            align="end",
        ),
    )


def _top_bar(active: str, query: rx.Var[str] | None) -> rx.Component:
    return rx.el.header(
        _drawer(active, query),
        search_box(),
        rx.spacer(),
        rx.cond(Viewer.has_timer, timer()),
        rx.cond(Viewer.may_log, quick_add_button()),
        bell(),
        _user_menu(),
        class_name="top-bar",
    )


def _demo_banner() -> rx.Component:
    return rx.cond(
        Viewer.is_demo,
        rx.el.div(
            rx.icon("flask-conical", size=15),
            t("This is the demo company. Nothing here is real."),
            rx.cond(Viewer.may_import, remove_demo()),
            class_name="banner",
        ),
    )


def page_frame(
    active: str,
    title: str | rx.Var[str],
    *content: rx.Component,
    actions: rx.Component | None = None,
    query: rx.Var[str] | None = None,
    name: rx.Var[str] | None = None,
) -> rx.Component:
    """Return a whole page: ``active`` is its address, ``title`` and ``name`` say which it is, ``query`` its filter."""
    heading: list[Any] = [
        rx.el.h1(t(title) if isinstance(title, str) else title, *([] if name is None else [" ", name])),
        rx.spacer(),
    ]
    return rx.fragment(
        plain_link(t("Skip to content"), href="#main", class_name="skip"),
        rx.el.div(
            rx.el.div(_navigation(active, query), class_name="side not-phone"),
            rx.el.div(
                _top_bar(active, query),
                _demo_banner(),
                forgotten_timer(),
                rx.el.main(
                    rx.el.div(*heading, *([actions] if actions is not None else []), class_name="page-head"),
                    *content,
                    id="main",
                ),
                class_name="body",
            ),
            class_name="shell",
        ),
        native_form(id="sign-out", action="/auth/logout", method="post", hidden=True),
        rx.cond(Viewer.has_timer, rx.fragment(timer_dialogs(), on_change("all", TimerBar.load, "timer"))),
        rx.cond(Viewer.may_log, quick_add_dialog()),
        shortcuts_dialog(),
        hotkeys(),
        focus_keeper(),
        chosen_theme(),
        asking(),
        inter(),
    )
