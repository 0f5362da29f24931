"""Bringing tags into a project, large imports in steps, and cleaning articles again."""
