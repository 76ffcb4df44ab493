from tests.api.programs import api
from tests.api.site import site, stack, template

__all__ = ["api", "site", "stack", "template"]
