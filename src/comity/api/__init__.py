"""What doors ask: one verb per file, typed in and out. Nothing here prints."""
