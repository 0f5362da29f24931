"""Commands about articles."""
