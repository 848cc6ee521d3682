"""Roll calls of the United Nations General Assembly with descriptions and issues, 1946 to January 2020."""
