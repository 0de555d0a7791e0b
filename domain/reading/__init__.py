"""From what a customer typed to the value of a field in its normal form."""
