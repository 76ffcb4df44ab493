"""Who is told: the people of a contract; where there are none, all managers, or finance for bills."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session as Database

from rxbilling.models import User
from rxbilling.models import notice_rows as sql
from rxbilling.services.access import Right
from rxbilling.services.sessions import actor_for
from rxbilling.services.telling import Telling


def may_be_told(user: User) -> bool:
    """Say whether a user may know of contracts and of their bills."""
    actor = actor_for(user, "")
    return user.active and actor.may(Right.SEE_CONTRACTS) and actor.may(Right.SEE_BILLS)


@dataclass(frozen=True, slots=True)
class Readers:
    """All who could be told: those of each contract, and everybody else by role."""

    of_contract: dict[int, list[User]]
    everybody: list[User]

    def of(self, telling: Telling) -> list[User]:
        """Return who is told something."""
        own = self.of_contract.get(telling.contract_id or 0, [])
        if known := [user for user in own if may_be_told(user)]:
            return known
        role = "finance" if telling.is_bill else "manager"
        return self._of_role(role) or self._of_role("admin")

    def _of_role(self, role: str) -> list[User]:
        return [user for user in self.everybody if user.role == role]


def readers(db: Database, tellings: Sequence[Telling]) -> Readers:
    """Return who could be told some things."""
    contracts = {telling.contract_id for telling in tellings if telling.contract_id}
    return Readers(sql.people(db, contracts), sql.active_users(db))
