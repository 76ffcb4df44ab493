"""SQL of the files of contracts: what is known of them without reading them."""

from collections.abc import Sequence

from sqlmodel import Session as Database
from sqlmodel import col, select

from rxbilling.models.contracts import ContractFile


def about(db: Database, contract: int) -> Sequence[tuple[int, str, int, int]]:
    """Return number, name, size and moment of the files of a contract, the oldest first."""
    query = select(col(ContractFile.id), ContractFile.filename, ContractFile.size, ContractFile.added_at)
    found = db.exec(query.where(ContractFile.contract_id == contract).order_by(col(ContractFile.id)))
    return [(number or 0, name, size, at) for number, name, size, at in found]
