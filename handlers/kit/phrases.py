"""Puts finished pieces of a line side by side; words themselves come from the translator."""

from __future__ import annotations

from locales.html import Html, safe

DOT = " · "


def dotted(*parts: object) -> Html:
    """Join pieces by a middle dot; None is left out."""
    return Html(DOT.join(safe(part) for part in parts if part is not None))


def spaced(*parts: object) -> Html:
    """Join pieces by a space; None is left out."""
    return Html(" ".join(safe(part) for part in parts if part is not None))
