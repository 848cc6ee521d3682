"""Pages of the desk, one kind each: a function from what is asked to a reply."""
