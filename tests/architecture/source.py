"""The shop's own source as data: files, syntax trees, and what the checks ask of them."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PACKAGES: Final = (
    "api", "bot", "db", "domain", "handlers", "integrations", "locales", "sandbox", "services",
)  # fmt: skip

# Folders that are made, not written.
_MADE: Final = {"build", "data", "htmlcov", "__pycache__", "node_modules"}

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """Every file that somebody wrote."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        hidden = entry.name.startswith(".") and entry.name != ".ci"
        if entry.is_dir() and not hidden and entry.name not in _MADE:
            yield from _walk(entry)
        elif entry.is_file() and entry.name != ".env" and entry.suffix not in {".mo", ".pyc"}:
            yield entry


def modules(*folders: str) -> list[Path]:
    """The Python files below these folders, or of the whole house."""
    return [
        path
        for path in files()
        if path.suffix == ".py"
        and any(path.is_relative_to(ROOT / folder) for folder in folders or (*PACKAGES, "tests"))
    ]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file; each node knows its `parent`."""
    module = ast.parse(path.read_text("utf-8"), filename=str(path))
    for node in ast.walk(module):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return module


def parents(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes around this one, nearest first."""
    while above := getattr(node, "parent", None):
        yield above
        node = above


def functions(path: Path) -> Iterator[AnyFunction]:
    """Every function of a file, nested ones too."""
    return (
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def called(node: ast.AST) -> str:
    """The last name of what is called: `plain` for `t.plain("...")`; empty for anything else."""
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
        case _:
            return ""


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something is, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def settings_of(tool: str) -> dict[str, Any]:
    """A tool's table in pyproject.toml."""
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    return table[tool]  # type: ignore[no-any-return]
