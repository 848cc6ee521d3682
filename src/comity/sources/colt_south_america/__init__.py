"""Trips abroad of the leaders of twelve South American states, in the columns of the record of all leaders."""
