"""Net event scores by pair of states and day, computed from GDELT 2.0."""
