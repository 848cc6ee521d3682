"""Trade agreements between states, edition 2.3 of the Design of Trade Agreements project."""
