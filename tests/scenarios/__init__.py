"""Whole stories, day by day, with balances that were worked out by hand."""
