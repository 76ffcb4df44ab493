from tests.api.site import site, stack, template

__all__ = ["site", "stack", "template"]
