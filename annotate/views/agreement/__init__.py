"""Agreement: the page, its numbers and its plots."""
