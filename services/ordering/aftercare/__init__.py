"""What happens to an order after it was placed: refills, cancellations, posts of subscriptions."""
