"""Migrants by origin and destination, and modelled remittances."""
