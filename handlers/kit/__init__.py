"""What all features of the Telegram face share: screens, how they are shown, links."""
