"""The wallet, its statement, and how to add money."""
