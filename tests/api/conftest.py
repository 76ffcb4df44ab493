from tests.api.programs import agreed, api, filled
from tests.api.site import site, stack, template

__all__ = ["agreed", "api", "filled", "site", "stack", "template"]
