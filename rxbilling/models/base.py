"""What every table shares: a number, a version for optimistic locking, and how columns are typed.

Money is an integer count of minor units, an instant UTC epoch seconds, a length seconds, a date a proleptic
ordinal (``date.toordinal``): plain integers read several times faster than objects, and never lose a cent.
"""

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, MetaData, text
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention


class Row(SQLModel):
    """A numbered row; ``version`` grows by one with every change."""

    id: int | None = Field(default=None, primary_key=True)
    version: int = 1


def big(**options: Any) -> Any:  # noqa: ANN401 - Field itself returns and takes anything
    """Return a column of 64-bit integers: money, instants."""
    return Field(sa_type=BigInteger, **options)


def check(name: str, sql: str) -> CheckConstraint:
    """Return a named CHECK constraint."""
    return CheckConstraint(sql, name=name)


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """Return the CHECK that a column holds one of some words."""
    return check(column, f"{column} IN ({', '.join(repr(v) for v in values)})")


def partial_index(name: str, column: str, condition: str) -> Index:
    """Return an index of the rows of which something holds."""
    where = text(condition)
    return Index(f"ix_{name}", column, sqlite_where=where, postgresql_where=where)
