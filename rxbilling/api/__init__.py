"""HTTP: what the pages fetch beside their State, and what other systems call. It asks the same services."""
