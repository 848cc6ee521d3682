"""Roll calls of the United Nations General Assembly, 1946-2022, as the project UNGA-DM publishes them."""
