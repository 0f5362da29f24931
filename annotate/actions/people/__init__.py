"""Members of a project: invited, changed, removed, their work handed on."""
