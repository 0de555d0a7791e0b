"""Nothing grows past what a person reads in one go."""

import ast
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.source import ROOT, files, functions, modules, place

FUNCTION: Final = 50
FILE: Final = 300
TEST_FILE: Final = 400
PAGE: Final = {".css", ".html", ".js"}


def exempt(path: Path) -> bool:
    """A migration is written once and never edited, however long the schema is."""
    return path.is_relative_to(ROOT / "db" / "migrations" / "versions")


def length(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{place(path, function)} {function.name}: {lines} lines"
        for path in modules()
        if not exempt(path)
        for function in functions(path)
        if (lines := body_lines(function)) > FUNCTION
    ]

    assert not long


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize(
    ("limit", "in_tests"), [(FILE, False), (TEST_FILE, True)], ids=["source", "tests"]
)
def test_no_file_is_longer_than_its_limit(*, limit: int, in_tests: bool) -> None:
    long = [
        f"{place(path)} {lines} lines"
        for path in modules()
        if path.is_relative_to(ROOT / "tests") is in_tests and not exempt(path)
        if (lines := length(path)) > limit
    ]

    assert not long


def test_no_page_of_the_sandbox_is_longer_than_a_test() -> None:
    long = [
        f"{place(path)} {lines} lines"
        for path in files()
        if path.suffix in PAGE and path.is_relative_to(ROOT / "sandbox")
        if (lines := length(path)) > TEST_FILE
    ]

    assert not long
