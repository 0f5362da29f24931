"""Adjudication: the queue, the page with its cards, and what became of it."""
