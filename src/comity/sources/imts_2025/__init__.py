"""Exports by partner of 2025, from the International Monetary Fund."""
