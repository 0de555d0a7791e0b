"""The HTTP face: the served API v2 for resellers, and its documentation page."""
