"""Adherents of religions by state, Correlates of War World Religion Project 1.1."""
