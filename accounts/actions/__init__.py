"""What can be done with people: each change a person would name is one function."""
