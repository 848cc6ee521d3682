"""Events between states by year and quad class, counted from ICEWS."""
