"""Support: tickets from customers to the shop's people and back."""
