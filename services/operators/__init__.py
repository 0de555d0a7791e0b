"""What operators do by hand, each act behind a confirm card and followed by an audit line."""
