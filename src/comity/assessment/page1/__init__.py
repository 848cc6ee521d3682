"""The first page: status, bottom line, judgements, strip, what to watch, and how new the data are."""
