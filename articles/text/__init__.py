"""Blocks, canonical text and everything else that is true of any article's text.

Pure: no Django, no knowledge of outlets or file formats. All offsets count Unicode code points.
"""

EXTRACTOR = "xiwen 3"
"""Which rules made a revision; raised whenever the same bytes would give another text."""
