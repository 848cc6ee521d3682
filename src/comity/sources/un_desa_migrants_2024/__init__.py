"""Migrants by destination and origin to 2024, from the United Nations."""
