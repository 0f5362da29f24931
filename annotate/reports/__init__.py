"""What a project can say about its work: numbers, and where they come from."""
