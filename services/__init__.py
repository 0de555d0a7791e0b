"""The use cases: each one class, called as a function, with its own unit of work."""
