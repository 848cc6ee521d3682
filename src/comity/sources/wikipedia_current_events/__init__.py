"""Wikipedia's portal of current events: a page of dated sentences for each day."""
