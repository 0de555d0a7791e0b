"""Pieces that operators' screens share: a customer in one line, references, the way back."""

from __future__ import annotations

import re

from domain.accounts import User
from domain.ids import TransferId
from handlers.admin.callbacks import AtPage, Page
from handlers.kit.phrases import dotted
from handlers.kit.rows import home_button
from handlers.kit.screen import Button, Row
from locales.html import Html, bold, code, safe
from locales.translator import Translator

_EDIT = re.compile(r"C-?([0-9]{1,15})", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:L-?)?([0-9]{1,18})", re.IGNORECASE)


def customer_line(user: User) -> Html:
    """Name, public name and id: enough to be sure who is meant."""
    name = Html(f"@{safe(user.username)}") if user.username else None
    return dotted(bold(user.first_name), name, code(user.id))


def short_name(user: User) -> str:
    """The public name, else the first name, for one line of a list."""
    return f"@{user.username}" if user.username else user.first_name


def reference(transfer_id: TransferId) -> str:
    """How people name a ledger line."""
    return f"L-{transfer_id}"


def read_reference(text: str) -> TransferId | None:
    """The ledger line that somebody names, with or without the L."""
    found = _REFERENCE.fullmatch(text.strip())
    return TransferId(int(found[1])) if found else None


def read_edit(text: str) -> int | None:
    """The change of the catalogue that somebody names, such as C-12."""
    found = _EDIT.fullmatch(text.strip())
    return int(found[1]) if found else None


def panel_button(t: Translator) -> Button:
    """Lead to the operator panel."""
    return Button(t.plain("Operator panel"), AtPage(page=Page.PANEL))


def panel_row(t: Translator) -> Row:
    """Lead to the operator panel, and home."""
    return (panel_button(t), home_button(t))
