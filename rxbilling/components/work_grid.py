"""The grid of time entries: our wrapper of AG Grid Community (the JSX file beside this one)."""

from typing import Any

import reflex as rx

from rxbilling.components.words import t
from rxbilling.state.viewer import Viewer

_jsx = rx.asset("work_grid.jsx", shared=True)
# What the grid itself imports lies beside it.
for _part in (
    "grid_cells.jsx",
    "grid_clipboard.jsx",
    "grid_columns.jsx",
    "grid_editors.jsx",
    "grid_question.jsx",
    "grid_server.jsx",
    "grid_undo.jsx",
):
    rx.asset(_part, shared=True)


class WorkGrid(rx.NoSSRComponent):
    """Rows of ``rows_url`` under the filter ``query``, to be changed in place where ``can_edit``.

    ``on_open`` and ``on_delete`` are given the number of an entry, ``on_select`` those of all that are selected.
    """

    library = _jsx.importable_path
    tag = "WorkGrid"
    lib_dependencies: list[str] = ["ag-grid-community@36.2.0", "ag-grid-react@36.2.0"]  # noqa: RUF012 - a prop of Reflex

    columns: rx.Var[list[dict[str, Any]]]
    rows_url: rx.Var[str]
    query: rx.Var[str]
    lang: rx.Var[str]
    words: rx.Var[dict[str, str]]
    label: rx.Var[str]
    can_edit: rx.Var[bool]
    can_select: rx.Var[bool]
    on_select: rx.EventHandler[rx.event.passthrough_event_spec(list[int])]  # type: ignore[type-arg, valid-type]  # Reflex's way
    on_delete: rx.EventHandler[rx.event.passthrough_event_spec(int)]  # type: ignore[type-arg, valid-type]  # Reflex's way
    on_open: rx.EventHandler[rx.event.passthrough_event_spec(int)]  # type: ignore[type-arg, valid-type]  # Reflex's way
    on_failed: rx.EventHandler[rx.event.no_args_event_spec]  # type: ignore[type-arg, valid-type]  # Reflex's way


def column(field: str, label: str, kind: str, width: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - AG Grid's own
    """Return the definition of a column; ``kind`` is one of those in the JSX file."""
    return {"field": field, "label": t(label), "kind": kind, "width": width, **more}


def words() -> dict[str, rx.Var[str]]:
    """Return the texts that cells show."""
    return {
        "yes": t("Yes"),
        "no": t("No"),
        "unbilled": t("Unbilled"),
        "billed": t("Billed"),
        "not_billable": t("Not billable"),
        "no_price": t("No price"),
        "operational_s": t("Operational"),
        "non_operational_s": t("Non-operational"),
        "weekend_s": t("Weekend"),
        "holiday_s": t("Holiday"),
        "nothing": t("No time entries match this filter."),
        "loading": t("Loading…"),
        "billed_by": t("Billed:"),
        "closed": t("This period is closed."),
        "week": t("In a week that is handed in"),
        "locked_billed": t(
            "This entry is billed ({reference}): it changes only after the bill is void or the mark is taken back."
        ),
        "locked_closed": t("This period is closed."),
        "locked_week": t("This week is handed in or approved. Have it withdrawn or returned first, then change it."),
        "away": t("The server does not answer. Nothing was changed."),
        "pasting": t("Pasted rows"),
        "bad_rows": t("Nothing was added. Bad rows: {count}."),
        "row": t("Row"),
        "columns": t("Columns"),
        "earlier": t("Move up"),
        "later": t("Move down"),
        "reset": t("Reset"),
        "undo": t("Undo"),
        "undo_title": t("Undo this change?"),
        "undo_when": t("You did this on {when}, before this page was opened or elsewhere."),
        "no_redo": t("There is nothing to do again."),
        "cancel": t("Cancel"),
        "delete": t("Delete"),
        "delete_title": t("Delete this time entry?"),
        "delete_text": t("It disappears from lists, totals and bills. Its history stays in the audit trail."),
        "failed": t("The rows could not be loaded. Check the connection and try again."),
        "sort": t("Press Enter to sort"),
        "toggle": t("Press Space to select the row or not"),
        "select": t("Press Space to select this row"),
        "deselect": t("Press Space to take this row out of the selection"),
        "selection": t("Selection"),
        "checked": t("selected"),
        "unchecked": t("not selected"),
        "editor": t("Field to type in"),
        "clock": t("On the customer's clock"),
    }


def work_grid(columns: list[dict[str, Any]], **props: Any) -> rx.Component:  # noqa: ANN401 - passed on to the component
    """Return the grid, in the reader's language."""
    return WorkGrid.create(columns=columns, words=words(), lang=Viewer.language, **props)
