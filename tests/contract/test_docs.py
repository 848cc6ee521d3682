"""What the documents say holds in the project: links, commands, terms, versions."""

import csv
import re
import tomllib

import pytest

FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
CODE = re.compile(r"^(?:```|~~~)[^\n]*\n(.*?)^(?:```|~~~)|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
TERM = re.compile(r"^\*\*([^*]+)\*\*", re.MULTILINE)


@pytest.fixture(scope="session")
def pages(tracked):
    return [path for path in tracked if path.suffix == ".md"]


@pytest.fixture(scope="session")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _anchors(page):
    """Anchors as code hosts make them: lower case, no punctuation, hyphens for spaces."""
    headings = HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _broken_links(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for inline, reference in LINK.findall(text):
        target, _, anchor = (inline or reference).partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue
        aim = (page.parent / target).resolve() if target else page
        if not aim.exists():
            yield f"{page.name}: no file {target}"
        elif anchor and aim.suffix == ".md" and anchor not in _anchors(aim):
            yield f"{page.name}: no heading {target}#{anchor}"


def test_links_resolve(pages):
    assert pages
    assert not [broken for page in pages for broken in _broken_links(page)]


def test_the_link_rule_notices_a_breach(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One Heading\n[a](page.md#one-heading) [b](gone.md) [c](#two)\n```\n[d](gone.md)\n```\n")
    assert list(_broken_links(page)) == ["page.md: no file gone.md", "page.md: no heading #two"]


def _code_words(page, program):
    """The word after `program` wherever it stands in code, with what begins it in a shell left out."""
    code = "\n".join("".join(found) for found in CODE.findall(page.read_text(encoding="utf-8")))
    return set(re.findall(rf"(?:^|[;&|$]\s*)(?:\S*/bin/)?{program} ([a-z][a-z-]*)", code, re.MULTILINE))


@pytest.fixture(scope="session")
def targets(root):
    return set(re.findall(r"^([a-z][a-z-]*):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.fixture(scope="session")
def commands():
    import typer

    from comity.cli import main

    app = next(found for found in vars(main).values() if isinstance(found, typer.Typer))
    return set(typer.main.get_command(app).commands)


def test_make_targets_in_the_pages_exist(pages, targets):
    named = {(page.name, word) for page in pages for word in _code_words(page, "make")}
    assert named
    assert not {(page, word) for page, word in named if word not in targets}


def test_commands_in_the_pages_exist(pages, commands):
    named = {(page.name, word) for page in pages for word in _code_words(page, "comity")}
    assert named
    assert not {(page, word) for page, word in named if word not in commands}


def test_every_command_is_documented(pages, commands):
    documented = set().union(*(_code_words(page, "comity") for page in pages))
    assert not commands - documented


def test_the_readme_names_the_two_commands_to_start_with(root):
    assert {"assess", "test"} <= _code_words(root / "README.md", "make")


def test_every_make_target_says_what_it_does(root):
    text = (root / "Makefile").read_text(encoding="utf-8")
    phony = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE).group(1).split())
    assert phony == set(re.findall(r"^([a-z][a-z-]*):.*## \S", text, re.MULTILINE))


def test_glossary_terms_are_unique_and_in_order(root):
    terms = [term.casefold() for term in TERM.findall((root / "GLOSSARY.md").read_text(encoding="utf-8"))]
    assert terms
    assert terms == sorted(set(terms))


def test_versions_agree(root, project):
    version = re.escape(project["version"])
    for name, pattern in [
        ("CHANGELOG.md", rf"^## {version}\b"),
        ("CITATION.cff", rf"^version: {version}$"),
        ("src/comity/__init__.py", rf'^__version__ = "{version}"$'),
    ]:
        assert re.search(pattern, (root / name).read_text(encoding="utf-8"), re.MULTILINE), name


def test_every_dependency_is_explained(root, project):
    page = (root / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = {row.casefold() for row in re.findall(r"^\| ([\w.-]+) \|", page, re.MULTILINE)}
    declared = [
        *project["dependencies"],
        *(n for ns in project["optional-dependencies"].values() for n in ns),
    ]
    names = {re.split(r"[<>=\[;! ]", name, maxsplit=1)[0].casefold() for name in declared}
    assert not names - explained


def test_the_lock_files_hold_every_dependency_with_its_hash(root, project):
    extras = project["optional-dependencies"]
    for name, declared in [
        ("requirements.lock", project["dependencies"] + extras["build"]),
        (
            "requirements-dev.lock",
            project["dependencies"]
            + [n for e in ("build", "evidence", "private", "frames", "assistant", "dev") for n in extras[e]],
        ),
        ("requirements-scale.lock", project["dependencies"] + extras["scale"]),
    ]:
        text = (root / name).read_text(encoding="utf-8").replace("\\\n", " ")
        pinned = dict(re.findall(r"^([\w.-]+)==\S+([^\n]*)", text, re.MULTILINE))
        assert pinned
        assert all("--hash=sha256:" in rest for rest in pinned.values()), name
        wanted = {re.split(r"[<>=\[;! ]", n, maxsplit=1)[0].lower() for n in declared}
        assert not wanted - set(pinned), name


def test_the_two_lock_files_agree(root):
    pins = [
        set(re.findall(r"^\S+==\S+", (root / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert not pins[0] - pins[1]


def test_what_is_slow_is_there_and_says_why(root):
    with (root / "tests" / "slow.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        assert (root / row["file"]).is_file(), row["file"]
        assert row["reason"]
