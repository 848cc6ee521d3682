"""The package seen as a tree of modules: what each imports, calls and says."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "comity"


@dataclass(frozen=True)
class Import:
    """One name that a module imports; `top` when it runs as the module is loaded."""

    target: str
    name: str | None
    line: int
    top: bool
    typing_only: bool

    @property
    def full(self) -> str:
        """Dotted path of what is imported, the name included."""
        return f"{self.target}.{self.name}" if self.name else self.target


@dataclass(frozen=True)
class Module:
    """One module of the package, read but not run."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        """The source as written."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The source as syntax."""
        return ast.parse(self.text, str(self.path))

    @cached_property
    def room(self) -> str:
        """First level below the package: a room, a lone module, or the package itself."""
        return self.name.split(".")[1] if "." in self.name else self.name

    @cached_property
    def imports(self) -> list[Import]:
        """Every import in the module, inside functions too."""
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        return list(_imports(self.tree.body, package, top=True, typing_only=False))


def _imports(body: list[ast.stmt], package: str, top: bool, typing_only: bool) -> Iterator[Import]:
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, None, node.lineno, top, typing_only)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            target = ".".join([*parents, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(target, alias.name, node.lineno, top, typing_only)
        else:
            inner_top = top and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            is_guard = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
            for field in ("body", "handlers", "cases", "orelse", "finalbody"):
                guarded = typing_only or (is_guard and field == "body")
                children = getattr(node, field, [])
                if isinstance(children, list):
                    yield from _imports(children, package, inner_top, guarded)


def _modules() -> list[Module]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found.append(Module(".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


@pytest.fixture(scope="session")
def root() -> Path:
    """Top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """All modules of the package."""
    return _modules()


@pytest.fixture(scope="session")
def tracked() -> list[Path]:
    """Files that the project keeps: tracked, or new and not ignored."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]
