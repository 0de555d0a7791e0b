"""A customer's wallet: figures, statement, and what a money notice tells."""
