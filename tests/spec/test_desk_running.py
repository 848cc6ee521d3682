"""The files with which a team's desk is run say what the desk and the command line understand."""

import json
import re
import shlex
import shutil
import subprocess

import pytest
import typer

from comity.cli.main import app
from comity.desk.guard import line_of
from comity.desk.receiving import MOST_FILE

ROOT = typer.main.get_command(app)


@pytest.fixture(scope="module")
def running(pytestconfig):
    return pytestconfig.rootpath / "docs" / "running"


def understood(words):
    """The parameters of a command line of Comity; fails for a command or an option that there is not."""
    command = ROOT
    while getattr(command, "commands", {}):
        name, *words = words
        command = command.commands[name]
    return command.name, command.make_context(command.name, list(words)).params


def test_the_unit_starts_the_desk_and_lets_it_write_only_its_own(running):
    text = (running / "comity-desk.service").read_text()
    started = re.search(r"^ExecStart=\S+/comity (.+)$", text, re.MULTILINE)[1]
    name, given = understood(shlex.split(started))
    assert name == "serve" and given["team"] and given["behind_proxy"] == ["127.0.0.1"] and not given["open_browser"]
    assert {"ProtectSystem=strict", "NoNewPrivileges=yes", "UMask=0077"} <= set(text.splitlines())
    state = re.search(r"^StateDirectory=(\S+)$", text, re.MULTILINE)[1]
    for place in ("team", "studies", "store"):
        assert str(given[place]).startswith(f"/var/lib/{state}/")
    if verify := shutil.which("systemd-analyze"):
        words = [verify, "verify", running / "comity-desk.service"]
        found = subprocess.run(words, capture_output=True, text=True, check=False)
        assert "Unknown" not in found.stderr, found.stderr


def test_the_container_is_built_from_what_is_there_and_its_commands_exist(running, pytestconfig):
    text = (running / "Containerfile").read_text()
    for copied in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE):
        for name in copied.split():
            assert (pytestconfig.rootpath / name).exists(), name
    entry, words = (
        json.loads(re.search(rf"^{what} (\[.+\])$", text, re.MULTILINE)[1]) for what in ("ENTRYPOINT", "CMD")
    )
    assert entry == ["comity"] and understood(words)[0] == "serve"
    for line in re.findall(r"^#   podman run .* comity ((?!:).+)$", text, re.MULTILINE):
        assert understood(shlex.split(line))[0] == "add"
    assert "--require-hashes" in text and re.search(r"^USER comity$", text, re.MULTILINE)
    # What builds the package stands in the lock, since nothing else is fetched.
    backend = re.search(r'requires = \["(\w+)', (pytestconfig.rootpath / "pyproject.toml").read_text())[1]
    assert f"\n{backend}==" in (pytestconfig.rootpath / "requirements.lock").read_text()


def test_the_proxy_says_what_the_guard_believes_and_takes_what_the_desk_takes(running):
    text = (running / "nginx.conf").read_text()
    values = {"$host": "desk.example", "$scheme": "https", "$remote_addr": "203.0.113.9"}
    set_there = dict(re.findall(r"proxy_set_header\s+(\S+)\s+(\$\w+);", text))
    # As nginx forwards it: what the browser sent under these names is gone.
    heads = {name.lower(): [values[value]] for name, value in set_there.items()}
    line = line_of({"client": ("127.0.0.1", 1)}, heads, frozenset({"127.0.0.1"}))
    assert line is not None and line.secure and line.address == "203.0.113.9"
    assert heads["host"] == [re.search(r"server_name (\S+);", text)[1]]
    assert (
        line_of({"client": ("127.0.0.1", 1)}, heads | {"x-forwarded-proto": ["http"]}, frozenset({"127.0.0.1"})) is None
    )
    assert line_of({"client": ("203.0.113.9", 1)}, heads, frozenset({"127.0.0.1"})) is None
    assert int(re.search(r"client_max_body_size (\d+)m;", text)[1]) * 1_000_000 > MOST_FILE
    unit = (running / "comity-desk.service").read_text()
    port = re.search(r"proxy_pass http://127\.0\.0\.1:(\d+);", text)[1]
    assert f"--port {port} " in unit and f'"{port}"' in (running / "Containerfile").read_text()
    assert re.search(r"--host (\S+)", unit)[1] == heads["host"][0]
