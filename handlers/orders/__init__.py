"""A customer's orders: the list, the live card, and what is told when one ends."""
