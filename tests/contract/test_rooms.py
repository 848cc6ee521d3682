"""The house drawn in docs/architecture.md: who imports whom, who reads the clock, how large things grow."""

import ast
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions

import pytest

MODULE_LINES_MAX = 401
MODULE_LINES_MEDIAN_MAX = 150
SLOW_TO_LOAD = {"pandas", "scipy", "ibis", "duckdb", "vl_convert", "typst", "httpx2"}
NETWORK = re.compile(r"(socket|socketserver|ssl|ftplib|smtplib|http\.client|urllib\.request|httpx2?|requests)\b")
NETWORK_ROOMS = {"sources", "desk", "mcp", "watch"}
"""One asks publishers, two answer a browser and an assistant on this machine, one writes to whom its user named."""
CLOCK_MODULE = "time"
CLOCK_CALL = {"now", "utcnow", "today"}
CLOCK_SQL = re.compile(
    r"\b(current_date|current_time|current_timestamp|localtimestamp|get_current_timestamp"
    r"|(now|today|current_localtimestamp)\s*\(\s*\))",
    re.IGNORECASE,
)


def _environment(source):
    return {**os.environ, "PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "100"}


def _lint_imports(folder):
    code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=_environment(folder / "src"),
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_point_one_way(root):
    result = _lint_imports(root)
    assert result.returncode == 0, result.stdout + result.stderr


BREACHES = (
    ("measures", "comity.sources"),
    ("atlas", "comity.store"),
    ("evidence", "comity.tables"),
    ("report", "comity.atlas"),
    ("assessment", "comity.measures"),
    ("report", "comity.assessment"),
    ("dossier", "comity.atlas"),
    ("quantities", "comity.atlas"),
    ("events", "comity.assessment"),
    ("store", "comity.events"),
    ("chronicle", "comity.sources"),
    ("chronicle", "comity.tables"),
    ("measures", "comity.chronicle"),
    ("api", "comity.cli"),
    ("api", "typer"),
    ("tables", "comity.cli"),
    ("store", "socket"),
    ("api", "comity.desk"),
    ("desk", "comity.cli"),
    ("desk", "typer"),
    ("mcp", "comity.desk"),
    ("mcp", "comity.cli"),
    ("mcp", "comity.measures"),
)
"""A room, and what no module of it may import."""


def _copied(root, to):
    shutil.copytree(root / "src", to / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / ".importlinter", to)
    return to


def _breach(number):
    return f"breach_{BREACHES[number][1].replace('.', '_')}"


@pytest.fixture(scope="module")
def told_of_breaches(root, tmp_path_factory):
    """What is said of a copy of the package with a module for each breach."""
    copy = _copied(root, tmp_path_factory.mktemp("breaches"))
    for number, (room, forbidden) in enumerate(BREACHES):
        (copy / "src" / "comity" / room / f"{_breach(number)}.py").write_text(f"import {forbidden}\n")
    result = _lint_imports(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stdout


@pytest.mark.parametrize("number", range(len(BREACHES)), ids=lambda n: "-".join(BREACHES[n]))
def test_the_contract_notices_a_breach(told_of_breaches, number):
    room, forbidden = BREACHES[number]
    assert re.search(rf"comity\.{room}\.{_breach(number)}\s+->\s+{re.escape(forbidden)}\b", told_of_breaches)


def test_a_room_without_a_place_is_noticed(root, tmp_path):
    copy = _copied(root, tmp_path)
    folder = copy / "src" / "comity" / "unplaced"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "breach.py").write_text("import comity.terms\n")
    result = _lint_imports(copy)
    assert result.returncode == 1 and "unplaced" in result.stdout, result.stdout + result.stderr


def test_only_sources_talk_to_the_network(modules):
    found = [
        f"{m.name}:{i.line} imports {i.full}"
        for m in modules
        if m.room not in NETWORK_ROOMS
        for i in m.imports
        if NETWORK.match(i.target) or NETWORK.match(i.full)
    ]
    assert not found


def _docstrings(tree):
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, owners))
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def _clock_calls(tree):
    for node in ast.walk(tree):
        is_reading = isinstance(node, ast.Attribute) and node.attr in CLOCK_CALL
        if is_reading and re.search(r"\b(datetime|date|dt)\b", ast.unparse(node.value)):
            yield node.lineno, ast.unparse(node)


def _clock_queries(tree):
    prose = _docstrings(tree)
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
        if is_text and (match := CLOCK_SQL.search(node.value)):
            yield node.lineno, match.group()


def test_only_the_store_reads_the_clock(modules):
    found = []
    for module in modules:
        if module.room == "store":
            continue
        found += [f"{module.name}:{i.line} imports time" for i in module.imports if i.target == CLOCK_MODULE]
        found += [f"{module.name}:{line} reads {what}" for line, what in _clock_calls(module.tree)]
        found += [f"{module.name}:{line} queries {what}" for line, what in _clock_queries(module.tree)]
    assert not found


def test_the_clock_rule_notices_a_breach():
    tree = ast.parse('import datetime as dt\nday = dt.date.today()\nsql = "select current_date"\n')
    assert list(_clock_calls(tree)) == [(2, "dt.date.today")]
    assert list(_clock_queries(tree)) == [(3, "current_date")]


def _dependencies(module, names):
    """Modules of the package that this one needs to run; the version string is no dependency on the door."""
    for item in module.imports:
        if item.typing_only or item.full == "comity.__version__":
            continue
        target = item.full if item.full in names else item.target
        if target in names and target != module.name:
            yield target


def test_no_import_cycles(modules):
    names = {m.name for m in modules}
    graph = {m.name: set(_dependencies(m, names)) for m in modules}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("these modules import each other: " + " -> ".join(reversed(error.args[1])))


def test_modules_stay_small(modules):
    sizes = {m.name: m.text.count("\n") for m in modules if m.path.name != "__init__.py"}
    too_long = {name: size for name, size in sizes.items() if size >= MODULE_LINES_MAX}
    assert not too_long
    assert statistics.median(sizes.values()) <= MODULE_LINES_MEDIAN_MAX


def _length(function):
    """Lines of a function without decorators and docstring."""
    first = function.body[0]
    prose = first.end_lineno - first.lineno + 1 if ast.get_docstring(function, clean=False) is not None else 0
    return function.end_lineno - function.lineno + 1 - prose


def test_sizes_are_reported(modules, record_property):
    modules_by_size = sorted(((m.text.count("\n"), m.name) for m in modules), reverse=True)
    functions = sorted(
        (
            (_length(node), f"{m.name}.{node.name}")
            for m in modules
            for node in ast.walk(m.tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        reverse=True,
    )
    for kind, sizes in (("module", modules_by_size), ("function", functions)):
        if sizes:
            median = statistics.median(size for size, _ in sizes)
            summary = f"{len(sizes)} {kind}s, median {median:g} lines, longest " + ", ".join(
                f"{name} {size}" for size, name in sizes[:5]
            )
            record_property(f"{kind}_sizes", summary)
            print(summary)
    assert modules_by_size


def _loaded_by(code, root):
    script = f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=_environment(root / "src"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    loaded = {name.partition(".")[0] for name in json.loads(result.stdout.splitlines()[-1])}
    return loaded, result.stdout


def test_importing_the_package_loads_nothing_slow(root):
    loaded, _ = _loaded_by("import comity", root)
    assert "comity" in loaded
    assert not loaded & SLOW_TO_LOAD


def test_help_loads_nothing_slow(root):
    code = """
import sys
from comity.cli.app import exit_code
from comity.cli.main import app
sys.argv = ["comity", "--help"]
assert exit_code(app) == 0
"""
    loaded, output = _loaded_by(code, root)
    assert "assess" in output
    assert not loaded & SLOW_TO_LOAD


IMPORTED_AS = {"ibis": "ibis-framework"}
"""Optional packages that are called otherwise than what they hold, for an environment that has them not."""


def _normal(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;(]", name, maxsplit=1)[0]).lower()


ROOM_EXTRAS = {"desk": "desk", "mcp": "assistant"}
"""Rooms that nothing loads unless their extra is there: they may import its packages anywhere."""


def test_third_party_imports_are_declared(modules, root):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    core = {_normal(name) for name in project["dependencies"]}
    extras = project.get("optional-dependencies", {})
    optional = core | {_normal(n) for extra, names in extras.items() if extra != "dev" for n in names}
    owners = packages_distributions()
    missing = []
    for module in modules:
        own = core | {_normal(n) for n in extras.get(ROOM_EXTRAS.get(module.room, ""), [])}
        for item in module.imports:
            package = item.target.partition(".")[0]
            if package == "comity" or package in sys.stdlib_module_names:
                continue
            allowed = own if item.top and not item.typing_only else optional
            if not {_normal(owner) for owner in owners.get(package, [IMPORTED_AS.get(package, package)])} & allowed:
                missing.append(f"{module.name}:{item.line} imports {package}")
    assert not missing, "declare in pyproject.toml, or import an optional one inside the function that needs it"


MACHINE_PATH = re.compile(r"(?<![A-Za-z0-9._>}$-])/(?:work|root|farm|tmp|Users)/[A-Za-z]")
REGISTRY = re.compile(r"(?:pypi|pythonhosted|npmjs|debian|yarnpkg|conda|anaconda)[.](?:org|com)|file:/{2}/?[a-z]")


def test_no_machine_path_and_no_registry_address(tracked, root):
    found = []
    for path in tracked:
        blob = path.read_bytes()
        if b"\0" in blob[:8192]:
            continue
        where = path.relative_to(root)
        text = blob.decode("utf-8", errors="replace")
        found += [f"{where}: {m.group()}" for m in REGISTRY.finditer(text)]
        if where.parts[0] != "tests":
            found += [f"{where}: {m.group()}" for m in MACHINE_PATH.finditer(text)]
    assert not found


def test_the_address_rules_notice_a_breach():
    assert MACHINE_PATH.search("see " + "/wo" + "rk/notes.txt")
    assert not MACHINE_PATH.search("https://example.net/work/paper.pdf")
    assert REGISTRY.search("index-url = https://" + "py" + "pi.org/simple")
