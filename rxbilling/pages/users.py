"""Users: invited, changed, shut out."""

import reflex as rx

from rxbilling.components.confirm import question
from rxbilling.components.dialog import dialog_head
from rxbilling.components.forms import choice, conflict, copy, error_of, field, refusal, text_input
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.rep_hours import rep_hours
from rxbilling.components.shell import page_frame
from rxbilling.components.words import t
from rxbilling.state.rep_hours import RepHours
from rxbilling.state.users import NO_REP, ROLES, RepOption, UserLine, Users

ROLES_HINT = (
    "Rep: own work. Manager: all work. Finance: all work, QuickBooks, closing periods. Administrator: everything."
)
STATUSES = {
    "active": ("Active", "billed"),
    "invited": ("Invited", "unbilled"),
    "expired": ("Invitation expired", "no_price"),
    "deactivated": ("Deactivated", "not_billable"),
}


def role_word(role: rx.Var[str]) -> rx.Var[str]:
    """Return the name of a role."""
    return rx.match(role, *[(code, t(label)) for code, label in ROLES.items()], "").to(str)


def _status(line: rx.Var[UserLine]) -> rx.Component:
    badges = [
        (code, rx.el.span(t(label), class_name=f"status status-{colour}")) for code, (label, colour) in STATUSES.items()
    ]
    return rx.match(line.status, *badges, rx.fragment())


def _questions() -> rx.Component:
    return rx.fragment(
        question(
            Users.asked == "factor",
            Users.stop_asking,
            "Remove the second factor?",
            "Their password alone signs them in, until they set up a new one.",
            "Remove",
            Users.remove_factor(Users.asked_number),
        ),
        question(
            Users.asked == "sign out",
            Users.stop_asking,
            "Sign this user out everywhere?",
            "All sessions and API tokens of this user end at once.",
            "Sign out everywhere",
            Users.sign_out(Users.asked_number),
        ),
        question(
            Users.asked == "deactivate",
            Users.stop_asking,
            "Deactivate this user?",
            "They are signed out at once, and their API tokens end. Their work and its history stay.",
            "Deactivate",
            Users.set_active(Users.asked_number, False),
        ),
    )


def _actions(line: rx.Var[UserLine]) -> rx.Component:
    number = line.number
    link = rx.cond(
        (line.status == "invited") | (line.status == "expired"), t("New invitation link"), t("Password reset link")
    )
    return rx.menu.root(
        rx.menu.trigger(
            rx.icon_button(
                rx.icon("ellipsis", size=16),
                variant="ghost",
                color_scheme="gray",
                aria_label=t("What to do with") + " " + line.name,
            )
        ),
        rx.menu.content(
            rx.menu.item(rx.icon("pencil", size=14), t("Change"), on_select=Users.open_user(number)),
            rx.cond(
                line.is_self,
                rx.menu.item(rx.icon("user", size=14), t("Your profile"), on_select=rx.redirect("/profile")),
            ),
            rx.cond(
                line.status == "deactivated",
                rx.menu.item(rx.icon("user-check", size=14), t("Activate"), on_select=Users.set_active(number, True)),
                rx.cond(
                    ~line.is_self,
                    rx.fragment(
                        rx.menu.item(rx.icon("link", size=14), link, on_select=Users.make_link(number)),
                        rx.menu.item(
                            rx.icon("log-out", size=14), t("Sign out everywhere"), on_select=Users.sign_out(number)
                        ),
                        rx.cond(
                            line.has_factor,
                            rx.menu.item(
                                rx.icon("shield-off", size=14),
                                t("Remove second factor"),
                                on_select=Users.ask(number, "factor"),
                            ),
                        ),
                        rx.menu.separator(),
                        rx.menu.item(
                            rx.icon("user-x", size=14),
                            t("Deactivate"),
                            on_select=Users.ask(number, "deactivate"),
                            color="red",
                        ),
                    ),
                ),
            ),
            align="end",
        ),
    )


def _row(line: rx.Var[UserLine]) -> rx.Component:
    return rx.table.row(
        rx.table.row_header_cell(
            rx.el.div(line.name),
            rx.el.div(line.email, class_name="muted"),
            rx.el.div(role_word(line.role), class_name="muted only-phone-block"),
            class_name="name-cell",
        ),
        rx.table.cell(role_word(line.role), class_name="not-phone-cell"),
        rx.table.cell(rx.cond(line.rep != "", line.rep, "—"), class_name="not-phone-cell"),
        rx.table.cell(
            rx.cond(
                line.has_factor,
                rx.icon("shield-check", size=16, aria_label=t("Second factor on")),
                rx.el.span("—", aria_label=t("No second factor")),
            ),
            class_name="not-phone-cell",
        ),
        rx.table.cell(_status(line)),
        rx.table.cell(_actions(line), class_name="num"),
        align="center",
    )


def _list() -> rx.Component:
    heads = (
        ("User", ""),
        ("Role", "not-phone-cell"),
        ("Rep", "not-phone-cell"),
        ("Second factor", "not-phone-cell"),
        ("Status", ""),
    )
    return rx.table.root(
        rx.table.header(
            rx.table.row(
                *[rx.table.column_header_cell(t(label), class_name=kind) for label, kind in heads],
                rx.table.column_header_cell(rx.el.span(t("Actions"), class_name="visually-hidden")),
            )
        ),
        rx.table.body(rx.foreach(Users.lines, _row)),
        size="2",
        width="100%",
        variant="surface",
    )


def _option(option: rx.Var[RepOption]) -> rx.Component:
    return rx.el.option(option.name, value=option.value)


def _form() -> rx.Component:
    roles = [rx.el.option(t(label), value=code) for code, label in ROLES.items()]
    reps = [rx.el.option(t("No rep"), value=NO_REP), rx.foreach(Users.reps, _option)]
    return rx.form(
        field(
            "Name",
            "name",
            text_input("name", Users.name, auto_complete="off", auto_focus=True),
            error=error_of(Users, "name"),
        ),
        field(
            "E-mail address",
            "email",
            text_input("email", Users.email, "email", required=True, auto_complete="off"),
            error=error_of(Users, "email"),
        ),
        field("Role", "role", choice("role", Users.role, *roles), hint=ROLES_HINT, error=error_of(Users, "role")),
        field(
            "Rep",
            "rep",
            choice("rep", Users.rep, *reps),
            hint="The rep whose time entries are this user's own. Somebody with the role Rep sees no work without.",
            error=error_of(Users, "rep"),
        ),
        refusal(Users, "name", "email", "role", "rep"),
        conflict(Users),
        rx.el.div(
            rx.dialog.close(rx.button(t("Cancel"), type="button", variant="soft", color_scheme="gray")),
            rx.button(rx.cond(Users.number > 0, t("Save"), t("Make the invitation link")), type="submit"),
            class_name="row dialog-actions",
        ),
        on_submit=Users.save,
        class_name="stack",
    )


def _user_dialog() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            rx.cond(Users.number > 0, dialog_head("Change the user"), dialog_head("Invite a user")),
            rx.dialog.description(
                rx.cond(
                    Users.number > 0,
                    t("A new role takes effect at once, also where the user is signed in."),
                    t("You get a link to send on. With it the user chooses a password; it works once, for seven days."),
                ),
                size="2",
                color_scheme="gray",
            ),
            _form(),
            max_width="480px",
        ),
        open=Users.is_open,
        on_open_change=Users.toggle,
    )


def _link_dialog() -> rx.Component:
    address = rx.Var("(typeof location === 'undefined' ? '' : location.origin)").to(str) + Users.link
    return rx.dialog.root(
        rx.dialog.content(
            dialog_head("Send this link"),
            rx.dialog.description(
                rx.cond(
                    Users.is_reset,
                    t("It lets this user set a new password, once, within a day. It is not shown again:"),
                    t("It lets this user choose a password, once, within seven days. It is not shown again:"),
                ),
                " ",
                rx.el.strong(Users.link_for),
                size="2",
                color_scheme="gray",
            ),
            rx.el.div(
                rx.el.input(value=address, read_only=True, aria_label=t("Link"), class_name="plain-input", id="link"),
                rx.button(rx.icon("copy", size=15), t("Copy"), on_click=copy(address), type="button"),
                class_name="copy-row",
            ),
            max_width="560px",
            # It is not shown again: a click beside it is no wish to lose it.
            on_interact_outside=rx.prevent_default,
        ),
        open=Users.link != "",
        on_open_change=Users.forget_link,
    )


def users() -> rx.Component:
    """Return the page."""
    return page_frame(
        "/users",
        "Users",
        rx.cond(Users.is_loaded, rx.el.div(_list(), class_name="scroll-x"), rx.skeleton(height="240px", width="100%")),
        rx.el.p(
            t("Everything done here is in the"),
            " ",
            plain_link(t("audit trail"), href="/audit?subject=user"),
            ".",
            class_name="muted",
        ),
        rep_hours(),
        _user_dialog(),
        _link_dialog(),
        _questions(),
        on_change("all", Users.refresh),
        on_change("all", RepHours.load, "reps"),
        actions=rx.button(rx.icon("user-plus", size=16), t("Invite a user"), on_click=Users.open_new),
    )
