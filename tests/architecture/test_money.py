"""Money is whole numbers: no float comes near it, and only use cases make it final."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.source import ROOT, called, modules, parents, place, tree

# Seconds are measured, not owed: a name that ends so may be a float.
NOT_MONEY: Final = ("_s", "_S", "_ms")

# A division of decimals, or a path put together.
HARMLESS: Final = re.compile(r"decimal|path|parent|_HERE|'", re.IGNORECASE)


# aiogram's storage of form steps is called by aiogram, not by a use case; it holds no money.
MAY_COMMIT: Final = {"bot/storage.py"}


def test_no_float_comes_near_money() -> None:
    """A tenth has no float; a balance that adds floats is wrong by the hundredth customer."""
    floats = [
        place(path, node)
        for path in modules("domain", "db", "services")
        for node in float_nodes(path)
        if not is_measured(node)
    ]

    assert not floats


def float_nodes(path: Path) -> Iterator[ast.AST]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Constant(value=float()) | ast.Name(id="float"):
                yield node
            case ast.BinOp(op=ast.Div()) if not HARMLESS.search(ast.unparse(node)):
                yield node
            case _:
                pass


def is_measured(node: ast.AST) -> bool:
    """Whether its statement, argument or function is named for a time in seconds."""
    for above in (node, *parents(node)):
        match above:
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                return name.endswith(NOT_MONEY)
            case ast.Assign() | ast.AnnAssign() | ast.Return() | ast.keyword() | ast.Expr():
                if any(name.endswith(NOT_MONEY) for name in names(above)):
                    return True
            case _:
                pass
    return False


def names(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name
            case _:
                pass


def test_only_use_cases_commit() -> None:
    """Who decides what belongs together decides when it becomes true: one place per journey."""
    committing = [
        place(path, node)
        for path in modules("domain", "db", "integrations", "handlers", "api", "bot")
        if path.relative_to(ROOT).as_posix() not in MAY_COMMIT
        for node in ast.walk(tree(path))
        if called(node) == "commit" and not is_the_commit_itself(node)
    ]

    assert not committing


def is_the_commit_itself(node: ast.AST) -> bool:
    """`UnitOfWork.commit`, which hands on to the connection, and the connection's own."""
    return any(
        isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef) and above.name == "commit"
        for above in parents(node)
    )
