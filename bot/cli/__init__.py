"""What an operator types: `python -m bot <command>`."""
