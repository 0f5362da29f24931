"""The label set of a project: label by label, by versions, as a file."""
