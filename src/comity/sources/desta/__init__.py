"""Trade agreements between states, from the Design of Trade Agreements project."""
