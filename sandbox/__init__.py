"""Local stand-ins for the outside world: they import nothing of the shop."""
