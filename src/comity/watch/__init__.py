"""What a person keeps an eye on, the lines that they draw, and what crossed one since the last look."""
