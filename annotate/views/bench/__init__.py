"""The workbench: the page of one article, and all that it asks and sends."""
