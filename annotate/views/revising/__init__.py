"""Where a text comes from, how its wordings differ, and the tags that wait for a person."""
