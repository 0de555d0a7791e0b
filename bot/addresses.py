"""Addresses that may carry secrets: https, or plain http that does not leave this machine."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_loopback(url: str) -> bool:
    """Whether a URL stays on this machine."""
    return urlsplit(url).hostname in LOOPBACK


def sound_url(url: str) -> str:
    """The URL without a trailing slash.

    Raises:
        ValueError: it is neither https nor http on loopback.
    """
    stripped = url.strip()
    parts = urlsplit(stripped)
    if parts.scheme == "https" and parts.hostname:
        return stripped.rstrip("/")
    if parts.scheme == "http" and is_loopback(stripped):
        return stripped.rstrip("/")
    raise ValueError("must start with https:// (http:// only on this machine)")
