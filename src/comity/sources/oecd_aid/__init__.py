"""Official development assistance by donor and recipient, from the OECD."""
