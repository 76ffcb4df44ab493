"""What the timesheet's grid asks for while one types: cells, pasted rows, undoing, its columns."""

from typing import Annotated, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from rxbilling.api.errors import problem
from rxbilling.api.sessions import Acting
from rxbilling.locales import tr
from rxbilling.services import grid_layouts, pasting, sheet
from rxbilling.services.grid_layouts import ColumnLayout
from rxbilling.services.inputs import LARGEST_NUMBER
from rxbilling.services.sheet_words import DONE, READ

router = APIRouter()
Number = Annotated[int, Field(ge=0, le=LARGEST_NUMBER)]
LONGEST_CELL = 5000
LONGEST_PASTE = 2_000_000
MOST_TOLD = 50


class CellBody(BaseModel):
    """A cell as it was typed, and the version of the entry that was seen."""

    version: Number
    field: str = Field(max_length=40)
    text: str = Field(max_length=LONGEST_CELL)


class PasteBody(BaseModel):
    """The clipboard's text, and what the columns of the grid are, in their order."""

    text: str = Field(max_length=LONGEST_PASTE)
    columns: list[str] = Field(max_length=100)


@router.patch("/app/entries/{number}")
def change_cell(actor: Acting, number: Number, body: CellBody) -> sheet.Moved:
    """Change one cell; return every row that this moved."""
    return sheet.change_cell(actor, number, body.version, body.field, body.text)


@router.delete("/app/entries/{number}")
def delete(actor: Acting, number: Number, version: Number) -> sheet.Moved:
    """Delete an entry."""
    return sheet.delete(actor, number, version)


@router.post("/app/undo")
def undo(actor: Acting, change: Number | None = None) -> sheet.Moved:
    """Undo a change by its number, or what the user changed last."""
    return sheet.undo(actor, change)


@router.get("/app/undo")
def undoable(actor: Acting) -> sheet.Offered:
    """Return what the user changed last, before it is undone."""
    return sheet.last(actor)


@router.post("/app/redo")
def redo(actor: Acting, change: Number) -> sheet.Moved:
    """Make a change again that was undone."""
    return sheet.redo(actor, change)


@router.post("/app/paste", response_model=None)
def paste(actor: Acting, body: PasteBody) -> JSONResponse:
    """Add pasted rows; or return, cell by cell, why not."""
    done = pasting.paste(actor, body.text, body.columns)
    language = actor.language if actor else "en"
    if not done.bad:
        said = [DONE["add"], *([] if done.day_first is None else [READ[done.day_first]])]
        text = " ".join(tr(language, sentence, count=len(done.added)) for sentence in said)
        return JSONResponse({"said": text, "change": done.change})
    told = [
        {"row": bad.row, "column": bad.column, "value": bad.value, "reason": bad.reason.text(language)}
        for bad in done.bad[:MOST_TOLD]
    ]
    return problem(422, "", bad=told, count=len({bad.row for bad in done.bad}))


@router.get("/app/layout/{grid}")
def layout(actor: Acting, grid: Literal["entries"]) -> list[ColumnLayout]:
    """Return how the user has arranged the columns."""
    return grid_layouts.layout(actor, grid)


@router.put("/app/layout/{grid}", status_code=204)
def keep_layout(actor: Acting, grid: Literal["entries"], columns: list[ColumnLayout]) -> Response:
    """Remember how the user has arranged the columns."""
    grid_layouts.keep(actor, grid, columns)
    return Response(status_code=204)
