"""SQL behind choices and the global search: a few names that contain a text."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

OF_TICKET = (
    "(SELECT a.name FROM account a WHERE a.id = ticket.account_id)"
    " || CASE WHEN subject = '' THEN '' ELSE ' · ' || subject END"
)
# What is looked up: the table, the name that is searched, what is shown beside it, and what is searched too.
SOURCES = {
    "account": ("account", "name", "country", "country"),
    "rep": ("rep", "name", "role", "role"),
    "service": ("service", "name", "''", "name"),
    "ticket": ("ticket", "number", OF_TICKET, "subject"),
}


def find(  # noqa: PLR0917 - one look-up, used for every picker
    connection: Connection,
    source: str,
    part: str,
    limit: int,
    only: int | None = None,
    account: int | None = None,
) -> list[tuple[int, str, str]]:
    """Return number, name and hint of the first rows that contain a text, in any case of letters.

    ``only`` is the one row that may be found, ``account`` the one whose tickets are.
    """
    table, name, hint, also = SOURCES[source]
    # LIKE's own signs in the text are meant as they are written.
    wanted = "%" + part.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
    restriction = "" if only is None else f"AND id = {int(only)}"
    if account is not None:
        restriction += f" AND account_id = {int(account)}"
    sql = text(
        f"SELECT id, {name}, {hint} FROM {table} WHERE (lower({name}) LIKE :part ESCAPE '!' "  # noqa: S608 - our own names
        f"OR lower({also}) LIKE :part ESCAPE '!') {restriction} ORDER BY lower({name}) LIMIT :most"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(sql, {"part": wanted, "most": limit})]


def named(connection: Connection, source: str, numbers: Sequence[int]) -> list[tuple[int, str]]:
    """Return number and name of some rows, by name."""
    if not numbers:
        return []
    table, name, _, _ = SOURCES[source]
    ids = ",".join(str(int(number)) for number in numbers)
    sql = f"SELECT id, {name} FROM {table} WHERE id IN ({ids}) ORDER BY lower({name})"  # noqa: S608 - numbers and our own names
    return [(row[0], row[1]) for row in connection.exec_driver_sql(sql)]


def numbered(connection: Connection, source: str, names: Sequence[str]) -> dict[str, int]:
    """Return the numbers of the rows that have one of these names."""
    if not names:
        return {}
    table, name, _, _ = SOURCES[source]
    sql = text(f"SELECT {name}, id FROM {table} WHERE {name} IN :names")  # noqa: S608 - our own names
    found = connection.execute(sql.bindparams(bindparam("names", expanding=True)), {"names": list(names)})
    return {row[0]: row[1] for row in found}
