"""The documentation of the served API: a page, and its description as OpenAPI."""
