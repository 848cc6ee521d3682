"""What is worked out of the atlas when it is asked for: a row with the rows behind it."""
