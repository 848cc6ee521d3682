"""One idea per file: harmonised tables in, measurements out. Pure."""
