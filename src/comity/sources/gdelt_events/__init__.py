"""GDELT event exports, 1.0 (57 or 58 columns) and 2.0 (61)."""
