"""Floor 0: the people who sign in."""
