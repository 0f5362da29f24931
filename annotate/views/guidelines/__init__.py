"""The guidelines of a project: read and written."""
