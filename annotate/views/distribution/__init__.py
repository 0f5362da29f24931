"""Who gets which articles, and what a member has to do."""
