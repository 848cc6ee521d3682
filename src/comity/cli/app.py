"""How every command starts and ends: options that many share, one line for a user's mistake, exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Timer
from typing import Annotated, Any, NoReturn

import typer

from comity.cli.stream import Closed, fill_closed, guarded, one_line
from comity.errors import ComityError, UserError

FAULT, MISTAKE = 1, 2
_LONGEST, _LONGEST_WORD = 1500, 240
"""Characters of a message, and of one word in it, before the middle is left out."""

# Typer brings its own click in some versions and the installed one in others; its own names lead to the right family.
_Usage: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

AtlasOption = Annotated[
    Path | None, typer.Option("--atlas", help="Folder of an atlas; the one that ships with Comity if left out.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="See nothing later than this day (YYYY-MM-DD); today if left out.")
]
KnownOnOption = Annotated[
    str | None,
    typer.Option("--known-on", help="Use only what was published by this day (YYYY-MM-DD); all if left out."),
]
FormatOption = Annotated[str, typer.Option("--format", help="table, csv or json.")]
StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the store; the user's own if left out.")]
MirrorOption = Annotated[
    Path | None, typer.Option("--mirror", help="Folder with one folder of publishers' files per source id.")
]

app = typer.Typer(
    name="comity",
    help="Assess the state of relations between any two countries.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        import comity

        typer.echo(f"comity {comity.__version__}")
        raise typer.Exit


@app.callback(
    epilog="\b\nFirst steps:\n  comity assess ISR KAZ\n  comity measures votes\n  comity rank POL --by exchange",
)
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Assess the state of relations between any two countries."""


_YOUNG = 50_000
"""Objects made between two looks for garbage. A command ends soon and keeps most of what it makes: looking for cycles
every 700 objects costs an assessment 0.3 of its CPU seconds and frees next to nothing."""


def run_app() -> NoReturn:
    """Run the command line and leave with its exit code: 0 done, 1 a fault of ours, 2 a mistake to mend."""
    gc.set_threshold(_YOUNG)
    # Products of matrices by one thread: sums in one order on every machine, and no idle threads that spin. Work that
    # is worth two processors has two processes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    fill_closed()
    with guarded():
        code = _flushed(exit_code(app))
    # Every file is closed and every process ended by now. To take a hundred thousand objects apart one by one before
    # the memory is given back costs an assessment 0.15 CPU seconds.
    os._exit(code)


def _flushed(code: int) -> int:
    """Let out what was printed. Whoever reads may have gone; a full disk is a mistake to mend."""
    from comity.cli.blame import unwritten

    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return code
    except OSError as error:
        return _say(unwritten(error), MISTAKE)
    if isinstance(sys.stdout, Closed) and sys.stdout.lost and not code:
        return _say("standard output is closed, so nothing of the answer was shown; direct it to a file", MISTAKE)
    return code


def exit_code(command: Callable[..., object]) -> int:
    """Run a command; say what went wrong in one line on stderr."""
    with guarded():
        try:
            return _exit_code(command)
        finally:
            while _WAITING:
                _WAITING.pop().cancel()


def _exit_code(command: Callable[..., object]) -> int:
    try:
        code = command(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except UserError as error:
        return _say(str(error), MISTAKE)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return _say("stopped", 130)
    except _Usage as error:
        return _usage(error)
    except KeyboardInterrupt:
        return _say("stopped; what was finished is kept", 130)
    except SystemExit as stop:
        # So the library takes leave of a reader that has gone, as `head` does, which is no fault; and after completion.
        return stop.code if isinstance(stop.code, int) and not isinstance(stop.__context__, BrokenPipeError) else 0
    except BrokenPipeError:
        return 0
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> int:
    """What is the machine's or a file's is a mistake to mend; the rest is ours."""
    from comity.cli.blame import first_that_tells

    if os.environ.get("COMITY_DEBUG"):
        raise error
    if said := first_that_tells(error):
        return _say(said, MISTAKE)
    kind = "" if isinstance(error, ComityError) else f"{type(error).__name__}: "
    return _say(f"a fault of Comity: {kind}{error} (set COMITY_DEBUG=1 for details, and report it)", FAULT)


def _usage(error: Any) -> int:
    """A usage error in one line; a bare command that needs more words gets its help instead."""
    if type(error).__name__ == "NoArgsIsHelpError":
        print(error.ctx.get_help(), file=sys.stderr)
        return MISTAKE
    path = error.ctx.command_path if getattr(error, "ctx", None) is not None else "comity"
    return _say(f"{error.format_message().rstrip('.')}; see: {path} --help", MISTAKE)


def _say(text: str, code: int) -> int:
    words = (w if len(w) <= _LONGEST_WORD else f"{w[:80]}…{w[-40:]}" for w in one_line(text).split())
    line = " ".join(words)
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    print(f"comity: {line}", file=sys.stderr)
    return code


def as_of_day(text: str | None, known_on: str | None = None) -> date:
    """The as-of day asked for, not a future one; if none, the day by which things were known, else today."""
    from comity.store.clock import as_of
    from comity.terms.period import parse_as_of

    if text is None and known_on is not None:
        return known_day(known_on)  # type: ignore[return-value]
    return as_of(None if text is None else parse_as_of(text))


def known_day(text: str | None) -> date | None:
    """The day by which editions must have been published, None if all count; not a future one."""
    from comity.store.clock import as_of
    from comity.terms.period import parse_as_of

    return None if text is None else as_of(parse_as_of(text), "--known-on")


def progress(line: str) -> None:
    """Show a step on a terminal; be quiet in a pipe."""
    if sys.stderr.isatty():
        print(f"  {line}", file=sys.stderr)


_WAITING: list[Timer] = []
_SLOW = 2.0
"""Seconds after which a command says what it is at."""


def told_if_slow(line: str) -> None:
    """Say on a terminal what a command is at, if it is still at it after `_SLOW` seconds; be quiet in a pipe."""
    if sys.stderr.isatty():
        timer = Timer(_SLOW, lambda: progress(line))
        timer.daemon = True
        _WAITING.append(timer)
        timer.start()
