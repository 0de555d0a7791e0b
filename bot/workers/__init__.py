"""Background work: loops that call the same use cases as the faces."""
