"""Bringing articles and tags into a project, and cleaning articles again."""
