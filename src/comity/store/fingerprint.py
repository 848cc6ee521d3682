"""What a step's result depends on: the code that it runs and the curated files that this code names, as one hash.

Of code the syntax counts, without docstrings, comments, layout and the types of arguments; of a curated file every
byte. Followed are the imports of a module within Comity, wherever they stand, but for those that only type checkers
see. Imports by a computed name are not seen: whoever makes one names the module as a root of its own.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
_NAME = PACKAGE.name
_CURATED = {".csv", ".yaml", ".txt", ".json", ".sql", ".tsv"}
_APART = {"starter", "sample", "__pycache__"}
"""Folders that hold no curated files: the atlas that ships, and samples for tests."""

_CONDUCTORS = frozenset({"comity.store.tables", "comity.build.conduct"})
"""Modules that bring all steps about: of them only the functions count that a step runs, else each hung on all."""

Node = tuple[str, str]
"""A module and, where only a part of it counts, the name of a function in it."""


def fingerprint(*roots: str, folder: Path | None = None) -> str:
    """Hash of everything that `roots` run and read, 64 hexadecimal digits.

    A root is a module (`comity.measures.mirror`) or one function of it with what that uses of its module
    (`comity.store.tables:view`). Curated files of `folder` count in any case. Raises ValueError for an unknown root.
    """
    hasher = hashlib.sha256()
    for name, digest in sorted(parts(*roots, folder=folder).items()):
        hasher.update(f"{digest}  {name}\n".encode())
    return hasher.hexdigest()


def parts(*roots: str, folder: Path | None = None) -> dict[str, str]:
    """By name, the hash of each module, function and curated file that `roots` depend on."""
    met: dict[str, str] = {}
    waiting: list[Node] = [(root.partition(":")[0], root.partition(":")[2]) for root in roots]
    while waiting:
        module, symbol = node = waiting.pop()
        name = f"{module}:{symbol}" if symbol else module
        if name in met:
            continue
        digest, follows, files = _read(node)
        met[name] = digest
        waiting += follows
        met |= {f.relative_to(PACKAGE).as_posix(): _bytes(f) for f in files}
    for path in _data() if folder is not None else ():
        if path.is_relative_to(folder):  # type: ignore[arg-type]
            met[path.relative_to(PACKAGE).as_posix()] = _bytes(path)
    return met


@cache
def _read(node: Node) -> tuple[str, tuple[Node, ...], tuple[Path, ...]]:
    """A module's or function's hash, what it leads to, and the curated files that it names."""
    module, symbol = node
    tree = _tree(module)
    statements = _used(tree, symbol) if symbol else tree.body
    if symbol and not statements:
        raise ValueError(f"{module} has no {symbol}")
    text = "\n".join(ast.dump(s) for s in statements)
    follows = list(_imports(module, tree if symbol else None, statements))
    files = [f for s in statements for word in _words(s) for f in _named(module, word)]
    return hashlib.sha256(text.encode()).hexdigest(), tuple(dict.fromkeys(follows)), tuple(dict.fromkeys(files))


@cache
def _tree(module: str) -> ast.Module:
    path = _path(module)
    if path is None:
        raise ValueError(f"no module {module}")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            # A text that stands alone is a docstring of what it is in, or of the name above it.
            kept = [s for s in body if not (isinstance(s, ast.Expr) and _is_text(s.value))]
            node.body = kept if kept or isinstance(node, ast.Module) else [ast.Pass()]
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return tree


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def _path(module: str) -> Path | None:
    home = PACKAGE.parent.joinpath(*module.split("."))
    return next((p for p in (home.with_suffix(".py"), home / "__init__.py") if p.is_file()), None)


def _used(tree: ast.Module, symbol: str) -> list[ast.stmt]:
    """The statements of a module that define a name, and the names that they use, in their order."""
    by_name = {name: s for s in tree.body for name in _defines(s)}
    wanted, met = [symbol], dict[str, ast.stmt]()
    while wanted:
        name = wanted.pop()
        if name in by_name and name not in met:
            met[name] = by_name[name]
            wanted += [n.id for n in ast.walk(by_name[name]) if isinstance(n, ast.Name)]
    return [s for s in tree.body if any(s is m for m in met.values())]


def _defines(statement: ast.stmt) -> list[str]:
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [t.id for t in targets if isinstance(t, ast.Name)]


def _imports(module: str, whole: ast.Module | None, statements: list[ast.stmt]) -> Iterator[Node]:
    """What the statements import, and, of a module read in part, what they use of its imports at the top."""
    for statement in statements:
        for found in _import_statements(statement):
            yield from (node for _, node in _bindings(module, found))
    if whole is not None:
        bound = {name: node for s in whole.body for f in _import_statements(s) for name, node in _bindings(module, f)}
        for node in (n for s in statements for n in ast.walk(s)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in bound:
                target, symbol = bound[node.value.id]
                yield target, node.attr if target in _CONDUCTORS and not symbol else symbol
            elif isinstance(node, ast.Name) and node.id in bound:
                target, symbol = bound[node.id]
                if symbol or target not in _CONDUCTORS:
                    yield target, symbol


def _import_statements(statement: ast.stmt) -> Iterator[ast.Import | ast.ImportFrom]:
    """Imports in a statement and below it, but those that only type checkers see."""
    if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.dump(statement.test):
        return
    if isinstance(statement, (ast.Import, ast.ImportFrom)):
        yield statement
    for child in ast.iter_child_nodes(statement):
        if isinstance(child, ast.stmt):
            yield from _import_statements(child)


def _bindings(module: str, found: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Node]]:
    """The names that an import binds, with what stands behind each."""
    if isinstance(found, ast.Import):
        named = [(alias.asname or alias.name, alias.name, "") for alias in found.names]
    else:
        base = _absolute(module, found)
        named = [
            (alias.asname or alias.name, f"{base}.{alias.name}", "")
            if _path(f"{base}.{alias.name}")
            else (alias.asname or alias.name, base, alias.name)
            for alias in found.names
        ]
    for name, target, symbol in named:
        if target.split(".")[0] == _NAME and _path(target) is not None:
            # Packages on the way run too, but what they import changes nothing in the module asked for.
            yield name, (target, symbol if target in _CONDUCTORS else "")


def _absolute(module: str, found: ast.ImportFrom) -> str:
    if not found.level:
        return found.module or ""
    path = _path(module)
    package = module.split(".") if path is not None and path.name == "__init__.py" else module.split(".")[:-1]
    return ".".join([*package[: len(package) - found.level + 1], *([found.module] if found.module else [])])


def _words(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) < 100:
            yield node.value


def _named(module: str, word: str) -> Iterable[Path]:
    """Curated files that a word in a module means: by name or stem, the nearest to the module; by name anywhere."""
    found = _by_word().get(word)
    if not found:
        return ()
    path = _path(module)
    assert path is not None
    near = [p for p in found if p.is_relative_to(path.parent)]
    room = [p for p in found if p.relative_to(PACKAGE).parts[0] == path.relative_to(PACKAGE).parts[0]]
    # Look-ups of terms are read by other rooms too, by their stem.
    anywhere = [p for p in found if p.name == word or p.parent.name == "terms"]
    return near or room or anywhere


@cache
def _by_word() -> dict[str, list[Path]]:
    """By what can mean it, a curated file: its stem, its name, and the end of its path from the package on."""
    found: dict[str, list[Path]] = {}
    for path in _data():
        parts = path.relative_to(PACKAGE.parent).parts
        for word in (path.stem, *("/".join(parts[place:]) for place in range(len(parts)))):
            found.setdefault(word, []).append(path)
    return found


@cache
def _data() -> tuple[Path, ...]:
    return tuple(
        p
        for p in sorted(PACKAGE.rglob("*"))
        if p.suffix in _CURATED and not _APART & set(p.relative_to(PACKAGE).parts) and p.is_file()
    )


@cache
def _bytes(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
