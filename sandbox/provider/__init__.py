"""A local provider that speaks API v2, works orders off and fails on demand."""
