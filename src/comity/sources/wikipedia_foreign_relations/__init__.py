"""When relations of two states began, as the articles on the foreign relations of each list it."""
