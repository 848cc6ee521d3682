"""The desk: Comity in the browser. A door like the command line: it asks `api` and shows what it is given."""
