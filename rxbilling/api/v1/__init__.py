"""The API for other programs: personal tokens instead of cookies, one module a resource."""
