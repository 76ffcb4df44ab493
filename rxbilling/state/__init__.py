"""One small State a page: ids, filters, one screenful of rows; no SQL, no arithmetic on money."""
