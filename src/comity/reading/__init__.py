"""Documents read into text with places, and sentences read into proposals that count nowhere until a person decides."""
