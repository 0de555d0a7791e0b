"""The chat page: a Telegram client in the browser.

Addresses: `/chat/` opens the first chat, `/chat/#7001` the chat of that person or group, and
`/chat/?start=payload#7001` offers START for that deep link. Tests may lean on `data-testid`:

- list: `seat-<chat id>` (aria-current when open), `unread-<chat id>`, `status`, `theme`,
  `header-link`;
- chat: `back`, `chat-title`, `chat-status`, `typing`, `you`, `block`, `not-connected`, `log`,
  `to-end`, `about` (an empty chat);
- messages: `message` (with `data-message-id` and `data-from` = bot or person), inside it
  `message-text`, `edited`, `document`, `photo`, `reaction`, `quote-more`, `reply`, and `button`
  (with `data-text`, `data-callback` when it has callback data, `data-style`, `data-place` =
  "row.col"; aria-busy is "true" until the press is answered);
- composer: `start` or `unblock` in its place, `composer`, `replying` with `reply-cancel`, `send`,
  `attach`, `file-input`, `writer` (groups: who speaks), `commands`, `command-list`,
  `command-<name>`, `inline-result`, `reply-keyboard`, `reply-button`;
- notices: `toast`, `alert` with `alert-text` and `alert-ok`, `open-link` with `open-link-text`,
  `open-link-open` and `open-link-cancel`.
"""
