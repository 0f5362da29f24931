"""Floor 2: what teams say about revisions."""
