"""Multinational military exercises 1980-2010, and forces of the United States abroad 1950-2025."""
