"""From the reviewers' tags to the gold: bringing them together, deciding, finishing, and opening again."""
