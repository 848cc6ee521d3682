"""Bilateral agreements on civilian nuclear cooperation, 1951-2003."""
