"""While a transaction is open, nobody waits for the network, and nobody opens a second one."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.architecture.source import modules, parents, place, tree

# What use cases call the world outside: the ports of domain/ports.py, as fields are named.
PORTS: Final = {
    "bot", "client", "gateway", "gateways", "messenger", "notifier", "provider", "providers",
    "telegram", "upstream",
}  # fmt: skip
OWN: Final = {"uow", "reads"}  # a repository may be called what a port is called


def test_nobody_waits_for_the_network_inside_a_transaction() -> None:
    """SQLite has one writer: a provider that hangs would hang the whole shop with it."""
    waiting = [
        place(path, call)
        for path in modules("services", "db", "bot", "handlers")
        for call in awaited_calls(path)
        if is_outside_call(call) and any(opens_transaction(node) for node in within(call))
    ]

    assert not waiting


def test_nobody_opens_a_second_transaction_inside_a_write() -> None:
    """It would wait for the lock that its own caller holds."""
    nested = [
        place(path, node)
        for path in modules("services", "bot", "handlers")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.AsyncWith) and opens_transaction(node)
        if any(opens_transaction(outer, kinds={"write"}) for outer in within(node))
    ]

    assert not nested


def awaited_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Await(value=ast.Call() as call):
                yield call
            case _:
                pass


def within(node: ast.AST) -> Iterator[ast.AST]:
    """What surrounds it, up to its function: a nested function runs at another time."""
    for above in parents(node):
        if isinstance(above, ast.FunctionDef | ast.AsyncFunctionDef):
            return
        yield above


def opens_transaction(node: ast.AST, *, kinds: frozenset[str] | set[str] | None = None) -> bool:
    """`async with database.write() as uow`, or `.read()`."""
    if not isinstance(node, ast.AsyncWith):
        return False
    for item in node.items:
        match item.context_expr:
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in (kinds or {"read", "write"}):
                return True
            case _:
                pass
    return False


def is_outside_call(call: ast.Call) -> bool:
    """`self.provider.status(...)`, `client.add(...)`, but not `uow.providers.get(...)`."""
    names = set(ast.unparse(call.func).split("."))
    return bool(names & PORTS) and not names & OWN
