"""The methods of the Bot API that the local Telegram serves, by family."""
