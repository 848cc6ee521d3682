"""Tools for assistants, a door: the verbs of `api` over the Model Context Protocol. Nothing here changes anything."""
