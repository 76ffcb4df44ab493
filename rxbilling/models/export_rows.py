"""SQL that reads which files were made."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import aliased
from sqlmodel import Session as Database
from sqlmodel import and_, col, func, select

from rxbilling.models.billing import Export
from rxbilling.models.people import User


def exports(db: Database, before: int | None, most: int, user_id: int | None) -> Sequence[Export]:
    """Return files that were made, the newest first: those of a user, or of all."""
    query = select(Export)
    if before is not None:
        query = query.where(col(Export.id) < before)
    if user_id is not None:
        query = query.where(Export.user_id == user_id)
    return db.exec(query.order_by(col(Export.id).desc()).limit(most)).all()


def exporters(db: Database, numbers: Iterable[int]) -> dict[int, str]:
    """Return the names of the users who made some files."""
    rows = db.exec(select(User.id, User.name).where(col(User.id).in_(list(numbers))))
    return {number: name for number, name in rows if number is not None}


def made_before(db: Database, numbers: Sequence[int], user_id: int | None) -> dict[int, Export]:
    """Return for some files the newest that was made before it of the same filter, by a user or by anybody."""
    earlier = aliased(Export)
    same = and_(earlier.format == Export.format, earlier.filter == Export.filter, col(earlier.id) < Export.id)
    query = select(Export.id, func.max(earlier.id)).join(earlier, same).where(col(Export.id).in_(numbers))
    if user_id is not None:
        query = query.where(earlier.user_id == user_id)
    pairs = dict(db.exec(query.group_by(col(Export.id))).all())
    found = {row.id: row for row in db.exec(select(Export).where(col(Export.id).in_(set(pairs.values()))))}
    return {number: found[before] for number, before in pairs.items() if number is not None}


def last(db: Database) -> int:
    """Return the number of the newest file, 0 before there is any."""
    return db.exec(select(func.max(Export.id))).one() or 0
