"""What has happened, and what can be brought back."""
