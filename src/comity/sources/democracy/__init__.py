"""Indices of democracy and governance, as the R package democracyData collects them."""
