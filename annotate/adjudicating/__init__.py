"""Bringing the tags of several reviewers together: what they agree on, and what somebody must decide.

Pure: no Django. Offsets count Unicode code points and are half-open.
"""
