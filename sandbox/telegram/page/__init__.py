"""The chat page: a Telegram client in the browser."""
