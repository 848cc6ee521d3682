"""Embassies and consulates as Wikidata lists them."""
