"""Content-addressed snapshots and harmonised tables. The only room that reads the clock."""
