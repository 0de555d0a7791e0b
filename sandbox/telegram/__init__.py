"""A local Telegram: a strict Bot API server with people in it, and a chat page to watch."""
