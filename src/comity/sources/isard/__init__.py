"""Gross domestic product, population and democracy by state and year, as the R package isard ships them."""
