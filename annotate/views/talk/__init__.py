"""What people say to one another, and what they ought to know."""
