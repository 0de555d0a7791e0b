"""Links of customers: recognised, cleaned and matched to services, and never opened."""
