"""Changes of territory between states, from the Correlates of War project."""
