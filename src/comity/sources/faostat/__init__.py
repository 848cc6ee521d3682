"""Food and farm goods by partner and item, the whole matrix, by FAO."""
