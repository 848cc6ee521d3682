"""Development assistance by donor and recipient, from the OECD's own interface."""
