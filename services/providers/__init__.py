"""What the shop knows of its providers: their health, balance and holds."""
