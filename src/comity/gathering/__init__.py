"""Documents about a pair, out of named public places or from where the user says, kept in a study under their hash."""
