"""Errors are caught by name; only the rims of the house catch whatever comes."""

import ast
from typing import Final

from tests.architecture.source import ROOT, modules, place, tree

# Where one failure must not end the others: each of these logs what it caught.
RIMS: Final = {
    "api/app.py",               # a client reads a sentence, whatever broke
    "bot/http.py",              # the health check reports whatever broke
    "bot/telegram/mishaps.py",  # the person gets a code
    "bot/telegram/polling.py",  # one update
    "bot/workers/loops.py",     # one pass of one worker
    "services/outbox.py",       # one notice
}  # fmt: skip


def test_whatever_comes_is_caught_only_at_the_rims() -> None:
    """An error nobody expected must be seen: swallowed near money it becomes a wrong balance."""
    broad = [
        place(path, node)
        for path in modules("api", "bot", "db", "domain", "handlers", "integrations", "services")
        if path.relative_to(ROOT).as_posix() not in RIMS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]

    assert not broad


def test_no_rim_is_named_that_needs_no_leave() -> None:
    needless = [
        rim
        for rim in RIMS
        if not any(
            isinstance(node, ast.ExceptHandler) and is_broad(node)
            for node in ast.walk(tree(ROOT / rim))
        )
    ]

    assert not needless


def is_broad(handler: ast.ExceptHandler) -> bool:
    """Catches everything, and does not raise it again as its last word."""
    if handler.body and isinstance(handler.body[-1], ast.Raise):
        return False
    names = (
        {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
        if (handler.type)
        else {"BaseException"}
    )
    return bool(names & {"Exception", "BaseException"})
