"""One folder per publisher's product. The only room with network access."""
