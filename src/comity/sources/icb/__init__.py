"""International crises by pair of states, from the International Crisis Behavior Project."""
