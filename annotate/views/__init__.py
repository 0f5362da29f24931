"""Pages of three steps: door, form, action."""
