"""No handler speaks by itself: what a person reads has come through the translator."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.source import called, modules, parents, place, tree

TRANSLATORS: Final = {"t", "plain", "plural", "plain_plural", "N_"}

# What takes words for people. There even a single word counts; elsewhere, anything like a phrase.
SPEAKERS: Final = {
    "Button", "InlineKeyboardButton", "Screen", "answer", "answer_photo", "answer_document",
    "edit_caption", "edit_text", "reply", "send_message", "send_photo", "show",
}  # fmt: skip
SPOKEN: Final = {"caption", "label", "placeholder", "text", "title", "toast"}

PHRASE: Final = re.compile(r"[^\W\d_]{2,}[,.!?:]?\s+[^\W\d_]")
WORD: Final = re.compile(r"[^\W\d_]{2,}")
TAG: Final = re.compile(r"<[^>]*>")


def test_no_handler_says_anything_untranslated() -> None:
    spoken = [
        f"{place(path, text)} {text.value!r}"
        for path in modules("handlers")
        for text in literals(path)
        if is_spoken(text)
    ]

    assert not spoken


def literals(path: Path) -> Iterator[ast.Constant]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield node


def is_spoken(text: ast.Constant) -> bool:
    """Words, outside of docstrings, errors, logs and the translator."""
    plain = TAG.sub(" ", str(text.value))
    around = list(parents(text))
    if any(called(node) in TRANSLATORS for node in around) or is_for_programmers(around):
        return False
    pattern = WORD if is_handed_to_a_speaker(text) else PHRASE
    return pattern.search(plain) is not None


def is_for_programmers(around: list[ast.AST]) -> bool:
    """A docstring, the message of an exception, a line of a log, or something to compare with."""
    if isinstance(around[0], ast.Expr) or is_only_compared(around):
        return True
    logs = {"debug", "info", "warning", "error", "exception", "critical"}
    return any(
        isinstance(node, ast.Raise | ast.Assert | ast.Compare) or called(node) in logs
        for node in around
    )


def is_only_compared(around: list[ast.AST]) -> bool:
    """`REFUSAL = "message is not modified"`, when REFUSAL is then only looked for."""
    match around[0]:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            uses = [
                list(parents(node))
                for node in ast.walk(around[-1])
                if isinstance(node, ast.Name)
                and node.id == name
                and isinstance(node.ctx, ast.Load)
            ]
            return bool(uses) and all(isinstance(use[0], ast.Compare) for use in uses)
        case _:
            return False


def is_handed_to_a_speaker(text: ast.Constant) -> bool:
    """Whether it is, in whole or as a piece, the first argument or a spoken keyword of one."""
    child: ast.AST = text
    for node in parents(text):
        if isinstance(node, ast.Call):
            first = bool(node.args) and node.args[0] is child
            return called(node) in SPEAKERS and first
        if isinstance(node, ast.keyword) and node.arg in SPOKEN:
            return True
        if not isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp | ast.FormattedValue):
            return False
        child = node
    return False
