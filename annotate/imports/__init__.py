"""Reading what other tools have tagged. Pure: from bytes to one shape, whatever the format."""
