"""Imports only go down, and files and functions stay small: the design's rules, read from the code itself."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

# Knowledge is pure and synchronous: no clock, no chance, no network, no database, no process, no person's machine.
LEARNED_WITH = frozenset({"knowledge", "numpy", "pydantic", "pydantic_core", "rapidfuzz", "scipy", "Stemmer", "yaml"})
IMPURE = frozenset(
    {"asyncio", "concurrent", "datetime", "http", "logging", "multiprocessing", "os", "random", "secrets", "select"}
    | {"shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid"}
)
KEPT_IN = {
    "discord": "bot.frontends.discord",
    "rich": "bot.frontends.terminal",
    "prompt_toolkit": "bot.frontends.terminal",
    "onnxruntime": "bot.engine",
    "tokenizers": "bot.engine",
    "huggingface_hub": "bot.engine",
}
FRONT_ENDS = ("bot.frontends.discord", "bot.frontends.terminal")
COMPOSITION = ("bot.__main__", "bot.commands")


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Give the full name of everything that a file imports, wherever in it the import stands."""
    module = module_of(path)
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{source}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_the_reader_of_imports_sees_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / "bot" / "ask" / "some.py"
    path.parent.mkdir(parents=True)
    path.write_text("import a.b\nfrom c import d\ndef f():\n    from . import e\n    from ..g import h\n")
    assert list(imports(path)) == ["a.b", "c.d", "bot.ask.e", "bot.g.h"]


def test_knowledge_is_pure() -> None:
    found = []
    for path in files("knowledge"):
        for name in imports(path):
            top = name.split(".")[0]
            ours = top in LEARNED_WITH or (top in sys.stdlib_module_names and top not in IMPURE)
            found += [] if ours else [f"{path.relative_to(ROOT)} imports {name}"]
    assert found == []


@pytest.mark.parametrize("library", KEPT_IN)
def test_a_library_stays_where_it_belongs(library: str) -> None:
    home = KEPT_IN[library]
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files("bot", "knowledge")
        for name in imports(path)
        if within(name, library) and not within(module_of(path), home)
    ]
    assert found == []


def test_nothing_but_the_command_line_imports_a_front_end() -> None:
    found = []
    for path in files("bot", "knowledge"):
        module = module_of(path)
        for name in imports(path):
            front = next((front for front in FRONT_ENDS if within(name, front)), None)
            allowed = front is None or within(module, front) or any(within(module, part) for part in COMPOSITION)
            found += [] if allowed else [f"{path.relative_to(ROOT)} imports {name}"]
    assert found == []


def test_nothing_imports_the_command_line_but_itself() -> None:
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files("bot", "knowledge")
        for name in imports(path)
        if any(within(name, part) for part in COMPOSITION)
        and not any(within(module_of(path), part) for part in COMPOSITION)
    ]
    assert found == []


def test_the_product_imports_no_test() -> None:
    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files("bot", "knowledge")
        for name in imports(path)
        if within(name, "tests")
    ]
    assert found == []


def test_files_stay_small() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files("bot", "knowledge", "tests")}
    found = [f"{path.relative_to(ROOT)}: {lines} lines" for path, lines in lengths.items() if lines > LONGEST_FILE]
    assert found == [], "\n".join(found)


def test_functions_stay_small() -> None:
    found = []
    for path in files("bot", "knowledge", "tests"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
                lines = node.end_lineno - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {lines} lines")
    assert found == [], "\n".join(found)
