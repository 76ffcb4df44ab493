"""The panel of a contract's files: the list, and where one is dropped or chosen."""

import reflex as rx

from rxbilling.components.cards import panel
from rxbilling.components.confirm import ask
from rxbilling.components.file_drop import ATTACHMENTS, file_drop
from rxbilling.components.live import on_change
from rxbilling.components.plain_link import plain_link
from rxbilling.components.words import t
from rxbilling.state.contract_files import ContractFiles, FileLine
from rxbilling.state.viewer import Viewer


def _file(line: rx.Var[FileLine]) -> rx.Component:
    delete = ask(
        rx.icon_button(
            rx.icon("trash-2", size=14), variant="ghost", color_scheme="gray", aria_label=t("Delete") + " " + line.name
        ),
        "Delete this file?",
        "It does not come back. The history of the contract keeps its name.",
        "Delete",
        ContractFiles.delete(line.number),
    )
    name = plain_link(line.name, href="/app/contract-files/" + line.number.to_string(), target="_blank")
    return rx.el.li(
        rx.el.div(name, rx.el.div(line.about, class_name="muted")), rx.cond(Viewer.may_change_contracts, delete)
    )


def files_panel() -> rx.Component:
    """Return the panel."""
    drop = file_drop(
        url="/app/contract-files",
        accept=ATTACHMENTS,
        kind="drop-small",
        title=t("Drop a file here, or choose one"),
        hint=t("PDF or picture"),
        sending=t("Sending the file…"),
        label=t("Choose a file for this contract"),
        on_sent=ContractFiles.take,
        on_refused=ContractFiles.refuse,
    )
    files = rx.el.ul(rx.foreach(ContractFiles.lines, _file), class_name="plain-list")
    none = rx.el.p(t("There is none yet."), class_name="muted")
    wrong = rx.el.div(ContractFiles.wrong, class_name="field-error", role="alert")
    return panel(
        "Files",
        rx.cond(ContractFiles.lines.length() > 0, files, none),
        rx.cond(Viewer.may_change_contracts, drop),
        rx.cond(ContractFiles.wrong != "", wrong),
        on_change("all", ContractFiles.refresh, "files"),
    )
