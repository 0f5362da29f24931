"""From saved files to stored revisions, and finding them again."""
