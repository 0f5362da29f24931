"""Tags: made, changed, linked, deleted, undone, settled on another wording."""
