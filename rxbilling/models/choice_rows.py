"""SQL behind choices and the global search: a few names that contain a text."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, text

Row = tuple[int, str, str]
OF_TICKET = (
    "(SELECT a.name FROM account a WHERE a.id = ticket.account_id)"
    " || CASE WHEN subject = '' THEN '' ELSE ' · ' || subject END"
)
OF_CONTRACT = "(SELECT a.name FROM account a WHERE a.id = contract.account_id) || ' · ' || name"
# What is looked up: the table, the name that is searched, what is shown beside it, and what is searched too.
SOURCES = {
    "account": ("account", "name", "country", "country"),
    "rep": ("rep", "name", "role", "role"),
    "service": ("service", "name", "''", "name"),
    "ticket": ("ticket", "number", OF_TICKET, "subject"),
    "contract": ("contract", "number", OF_CONTRACT, "name"),
    "plan": ("support_plan", "name", "type", "description"),
}


def containing(part: str) -> str:
    """Return what LIKE (with ``!`` as its escape) finds texts with that contain a part; its own signs mean nothing."""
    return "%" + part.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"


def called(
    connection: Connection, source: str, name: str, of_account: int | None = None, only: int | None = None
) -> list[Row]:
    """Return the rows (of an account, or only one row) that are called so, in any case of letters."""
    return _named(connection, source, "= lower(:part)", name, of_account, only)


def with_part(
    connection: Connection, source: str, part: str, of_account: int | None = None, only: int | None = None
) -> list[Row]:
    """Return some rows (of an account, or only one row) whose name contains a text, in any case of letters."""
    return _named(connection, source, "LIKE :part ESCAPE '!'", containing(part), of_account, only)


def _named(  # noqa: PLR0917 - a condition, and among which rows
    connection: Connection, source: str, condition: str, part: str, of_account: int | None, only: int | None
) -> list[Row]:
    table, column, hint, _ = SOURCES[source]
    among = _of(of_account) + ("" if only is None else f" AND id = {int(only)}")
    sql = text(f"SELECT id, {column}, {hint} FROM {table} WHERE lower({column}) {condition} {among} LIMIT 2")  # noqa: S608 - our own names
    return [(row[0], row[1], row[2]) for row in connection.execute(sql, {"part": part})]


def find(  # noqa: PLR0917 - what is looked for, and among which rows
    connection: Connection, source: str, part: str, limit: int, only: int | None = None, active: bool = False
) -> list[Row]:
    """Return number, name and hint of the first rows that contain a text, in any case of letters.

    With ``active`` accounts that are deactivated are left out.
    """
    table, name, hint, also = SOURCES[source]
    restriction = "" if only is None else f"AND id = {int(only)}"
    restriction += " AND active" if active and source == "account" else ""
    sql = text(
        f"SELECT id, {name}, {hint} FROM {table} WHERE (lower({name}) LIKE :part ESCAPE '!' "  # noqa: S608 - our own names
        f"OR lower({also}) LIKE :part ESCAPE '!') {restriction} ORDER BY lower({name}) LIMIT :most"
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(sql, {"part": containing(part), "most": limit})]


def tickets(connection: Connection, account: int, part: str, limit: int) -> list[tuple[int, str, str]]:
    """Return number, name and hint of tickets that contain a text, the newest first.

    Of an account open ones come before the others, with their subject; of all accounts (0) each with its account.
    """
    hint, among = ("subject", "account_id = :account") if account else (OF_TICKET, ":account = 0")
    order = "CASE state WHEN 'open' THEN 0 ELSE 1 END, opened_at DESC, id DESC" if account else "id DESC"
    sql = text(
        f"SELECT id, number, {hint} FROM ticket WHERE {among} AND (lower(number) LIKE :part ESCAPE '!' "  # noqa: S608 - our own names
        f"OR lower(subject) LIKE :part ESCAPE '!') ORDER BY {order} LIMIT :most"
    )
    found = connection.execute(sql, {"account": account, "part": containing(part), "most": limit})
    return [(row[0], row[1], row[2]) for row in found]


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


def _of(account: int | None) -> str:
    return "" if account is None else f" AND account_id = {int(account)}"
