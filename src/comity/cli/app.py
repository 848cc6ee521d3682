"""How every command starts and ends: options that many share, one line for a user's mistake, exit codes."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from comity.errors import ComityError, UserError

FAULT, MISTAKE = 1, 2
_FULL = (errno.ENOSPC, errno.EDQUOT)

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
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


_YOUNG = 50_000
"""Objects made between two looks for garbage. A command ends soon and keeps most of what it makes: looking for cycles
every 700 objects costs an assessment 0.3 of its CPU seconds and frees next to nothing."""


def run_app() -> NoReturn:
    """Run the command line and leave with its exit code: 0 done, 1 a fault of ours, 2 a mistake to mend."""
    gc.set_threshold(_YOUNG)
    # Products of matrices by one thread: sums in one order on every machine, and no idle threads that spin. Work that
    # is worth two processors has two processes.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    code = _flushed(exit_code(app))
    # Every file is closed and every process ended by now. To take a hundred thousand objects apart one by one before
    # the memory is given back costs an assessment 0.15 CPU seconds.
    os._exit(code)


def _flushed(code: int) -> int:
    """Let out what was printed. Whoever reads may have gone; a full disk is a mistake to mend."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return code
    except OSError as error:
        return _unwritten(error)
    return code


def _unwritten(error: OSError) -> int:
    return _say(f"could not be written: {error.strerror}; free space, or write elsewhere", MISTAKE)


def exit_code(command: Callable[..., object]) -> int:
    """Run a command; say what went wrong in one line on stderr."""
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
        # So the library takes leave of a reader that has gone, as `head` does. It is no fault.
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        return 0
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            return _unwritten(error)
        if os.environ.get("COMITY_DEBUG"):
            raise
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
    print("comity: " + " ".join(text.split()), file=sys.stderr)
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
