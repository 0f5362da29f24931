"""What the pages of teams take in."""
