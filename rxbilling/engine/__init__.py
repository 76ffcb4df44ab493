"""Prices: pure functions over frozen values and numpy columns (RATING R1 to R28)."""
