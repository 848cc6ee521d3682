"""Embassies, consulates and the like as Wikidata lists them on the day of asking."""
