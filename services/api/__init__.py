"""What resellers do through the served API."""
