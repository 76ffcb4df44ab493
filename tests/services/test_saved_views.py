"""What users keep of the way they look at work: views, and the columns of grids."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from rxbilling.models import User
from rxbilling.services import grid_layouts, saved_views
from rxbilling.services.access import Actor, Invalid, NotThere
from rxbilling.services.grid_layouts import ColumnLayout
from tests.services.rows import FINANCE, REP_1, add


@pytest.fixture
def two(office: Engine) -> tuple[Actor, Actor]:
    for number, name in ((7, "fay"), (8, "ana")):
        add(
            office,
            User(id=number, email=f"{name}@example.org", name=name, role="rep", password_hash="", created_at=0),
        )
    return replace(FINANCE, user_id=7), replace(REP_1, user_id=8)


def test_views_are_kept_by_name_and_are_nobody_elses(two: tuple[Actor, Actor]) -> None:
    fay, ana = two
    saved_views.save(fay, " To bill ", "status=unbilled&junk=1")
    saved_views.save(fay, "all", "")
    saved_views.save(ana, "To bill", "rep=1")
    assert [(view.name, view.query) for view in saved_views.views(fay)] == [("all", ""), ("To bill", "status=unbilled")]
    saved_views.save(fay, "To bill", "account=2")
    assert [view.query for view in saved_views.views(fay)] == ["", "account=2"]
    other = saved_views.views(ana)[0].number
    with pytest.raises(NotThere):
        saved_views.delete(fay, other)
    saved_views.delete(ana, other)
    assert saved_views.views(ana) == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_view_needs_a_name(two: tuple[Actor, Actor], name: str) -> None:
    with pytest.raises(Invalid):
        saved_views.save(two[0], name, "")


def test_there_is_an_end_to_views(two: tuple[Actor, Actor]) -> None:
    for number in range(saved_views.MOST):
        saved_views.save(two[0], f"view {number}", "")
    with pytest.raises(Invalid):
        saved_views.save(two[0], "one more", "")
    saved_views.save(two[0], "view 1", "rep=1")


def test_columns_are_remembered_for_each_user(two: tuple[Actor, Actor]) -> None:
    fay, ana = two
    wanted = [ColumnLayout("note", hidden=False, width=300), ColumnLayout("day", hidden=True, width=90)]
    grid_layouts.keep(fay, "entries", wanted)
    assert (grid_layouts.layout(fay, "entries"), grid_layouts.layout(ana, "entries")) == (wanted, [])
    grid_layouts.keep(fay, "entries", [])
    assert grid_layouts.layout(fay, "entries") == []
