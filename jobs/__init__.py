"""Work that outlasts a request: its row, the files it waits with, and who does it."""
