"""Who could stand between two states: features of every candidate, a score with its interval, and its known error."""
