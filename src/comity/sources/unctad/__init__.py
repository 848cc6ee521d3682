"""Bilateral investment treaties and direct investment flows, from UNCTAD."""
