"""Articles handed out to people, and places that return."""
