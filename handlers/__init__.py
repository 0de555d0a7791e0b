"""The Telegram face: a folder per feature, and the kit that they share."""
