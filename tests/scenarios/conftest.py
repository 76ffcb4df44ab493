"""The company of the services' tests, and a clock that is set day by day."""

from tests.api.site import stack
from tests.scenarios.year import Days, days
from tests.services.conftest import company, installation, log, office

__all__ = ["Days", "company", "days", "installation", "log", "office", "stack"]
