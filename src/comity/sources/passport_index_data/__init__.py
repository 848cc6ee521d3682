"""Visa requirements of today, as the collection that goes on publishes them."""
