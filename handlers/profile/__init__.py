"""What a customer can choose for themselves: the language."""
