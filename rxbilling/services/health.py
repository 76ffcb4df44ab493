"""Whether the parts that everything needs are there."""

from rxbilling.models import work_columns
from rxbilling.models.database import reading


def database_answers() -> bool:
    """Ask the database something small."""
    with reading() as db:
        return work_columns.revision(db.connection()) >= (0, 0)
