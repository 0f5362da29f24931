"""From a saved file to a stored revision."""
