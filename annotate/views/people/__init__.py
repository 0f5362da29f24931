"""Who is in a project, how they come in, and what they may do."""
