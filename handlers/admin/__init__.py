"""The operators' side of the chat: commands, confirm cards, the inbox, alerts."""
