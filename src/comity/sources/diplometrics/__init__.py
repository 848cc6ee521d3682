"""Embassies by year and the rank of their heads, 2000 to 2020."""
