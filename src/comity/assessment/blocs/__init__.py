"""Blocs as data: which there are, who belonged to them on a day, and what a partner inside opens."""
