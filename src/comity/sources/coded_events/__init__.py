"""Events that a user has coded: a CSV file of four columns or more."""
