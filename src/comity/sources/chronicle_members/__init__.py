"""Who belongs to which body since when, as the chronicle that ships with Comity dates it."""
