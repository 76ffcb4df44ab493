"""Parts that several pages share: layout only."""
