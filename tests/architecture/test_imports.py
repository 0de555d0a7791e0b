"""Every import points down: the contracts of pyproject.toml, and that they forget nobody."""

import ast
import os
import subprocess
import sys
from pathlib import Path

from tests.architecture.source import PACKAGES, ROOT, imported, modules, place, settings_of, tree


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stdout + run.stderr


def test_the_contracts_forget_no_package() -> None:
    contracts = settings_of("importlinter")
    present = {name for name in PACKAGES if (ROOT / name / "__init__.py").exists()}

    assert set(contracts["root_packages"]) == present
    acyclic = next(c for c in contracts["contracts"] if c["type"] == "acyclic_siblings")
    assert set(acyclic["ancestors"]) == present
    face = next(c for c in contracts["contracts"] if "handlers" in c.get("source_modules", ()))
    assert "api" not in present or "api" in face["source_modules"]


def test_the_contracts_forget_no_feature() -> None:
    features = {path.parent.name for path in (ROOT / "handlers").glob("*/__init__.py")}
    contract = next(
        c for c in settings_of("importlinter")["contracts"] if c.get("containers") == ["handlers"]
    )

    named = " | ".join(contract["layers"]).replace("(", "").replace(")", "").split(" | ")
    assert features <= set(named)


def test_there_are_no_other_packages() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert found <= {*PACKAGES, "tests"}


def test_the_domain_needs_nothing_but_python() -> None:
    """Rules about money must be readable, and testable, without knowing any library."""
    foreign = [
        f"{place(path)} imports {name}"
        for path in modules("domain")
        for name in imported(path)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "domain"}
    ]

    assert not foreign


def test_the_sandbox_knows_nothing_of_the_shop() -> None:
    """It stands in for Telegram and for a provider: what it shared with us it could not test."""
    ours = [
        f"{place(path)} imports {name}"
        for path in modules("sandbox")
        for name in imported(path)
        if name.split(".")[0] in {*PACKAGES, "tests"} - {"sandbox"}
    ]

    assert not ours


def test_packages_do_nothing_when_imported() -> None:
    """An __init__ is empty or a docstring: each name has one home, and no import has effects."""
    busy = [
        place(path)
        for path in modules()
        if path.name == "__init__.py" and not is_docstring_at_most(tree(path).body)
    ]

    assert not busy


def is_docstring_at_most(body: list[ast.stmt]) -> bool:
    match body:
        case [] | [ast.Expr(value=ast.Constant(value=str()))]:
            return True
        case _:
            return False


def test_every_module_begins_by_saying_what_lives_in_it() -> None:
    silent = [
        place(path)
        for path in modules()
        if path.name != "__init__.py" and not (ast.get_docstring(tree(path)) or "").strip()
    ]

    assert not silent
