"""Balanced trade in services, from OECD and World Trade Organization."""
