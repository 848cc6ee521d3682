"""Exports by partner of 2019 and 2020, from the International Monetary Fund."""
