"""Indices of democracy by state and year, from the V-Dem Institute's own yearly edition."""
