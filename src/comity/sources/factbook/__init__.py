"""Leading trade partners as the World Factbook prints them."""
