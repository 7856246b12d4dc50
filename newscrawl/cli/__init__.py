"""The verbs: each parses what was typed, makes one call and prints. Results go to stdout, talk and progress to stderr; exit codes are for cron."""

from __future__ import annotations

import codecs
import errno
import io
import os
import signal
import sqlite3
import sys
from types import FrameType

import click

from newscrawl import show
from newscrawl.cli import asking, crawling, keeping, reading  # noqa: F401 (each brings its verbs, in the order in which help lists them)
from newscrawl.cli.options import verbs
from newscrawl.errors import INTERRUPTED, ArchiveBusy, NewscrawlError, StorageError, UsageError

_STORAGE = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)


def _one_line(error: click.ClickException) -> str:
    """Return what was typed wrong, and where help is, as one line."""
    context = getattr(error, "ctx", None)
    verb = context.command_path if context is not None else "newscrawl"
    takes_query = context is not None and any(one.name == "query" and isinstance(one, click.Argument) for one in context.command.params)
    if takes_query and isinstance(error, click.NoSuchOption) and not error.option_name.startswith("--"):
        return show.inert(f"{verb}: no option {error.option_name}; a query that begins with - is written NOT …, or behind --")
    return show.inert(f"{verb}: {' '.join(error.format_message().split())} ({verb} --help says more)")


def _open_what_is_shut() -> None:
    """Give a process that was started without stdin, stdout or stderr (``>&-``) somewhere to write: the next file opened would be taken for it."""
    while (number := os.open(os.devnull, os.O_RDWR)) < 3:
        os.set_inheritable(number, True)
    os.close(number)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8")  # noqa: SIM115 (open as long as the process is)
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8")  # noqa: SIM115


def _write_every_script() -> None:
    """Have stdout take any letter where the locale has few of them: a terminal shows ? for others, what goes into files and pipes is UTF-8."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and codecs.lookup(out.encoding).name != "utf-8":
        if out.isatty():
            out.reconfigure(errors="replace")
        else:
            out.reconfigure(encoding="utf-8")


class _Talk(io.TextIOWrapper):
    """stderr of which nobody may be reading any more (``2>&1 | head``): what is told goes nowhere then, and the work that it tells of goes on."""

    def write(self, text: str) -> int:
        """Write ``text``, or drop it."""
        try:
            return super().write(text)
        except BrokenPipeError:
            self._to_nobody()
            return len(text)

    def flush(self) -> None:
        """Hand on what was written, or drop it."""
        try:
            super().flush()
        except BrokenPipeError:
            self._to_nobody()

    def _to_nobody(self) -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())


def _talk_on() -> None:
    """Have stderr be one whose reader may go."""
    err = sys.stderr
    if isinstance(err, io.TextIOWrapper) and err is sys.__stderr__ and not err.isatty():
        fresh = open(2, "wb", closefd=False)  # noqa: SIM115 (open as long as the process is)
        sys.stderr = _Talk(fresh, encoding=err.encoding, errors=err.errors, line_buffering=True, write_through=True)


def _end_as_ctrl_c_does() -> None:
    """Have what ends a service or shuts a terminal end every verb as Ctrl-C does: half-written files go, and it is said. A crawl has its own way."""

    def end(number: int, frame: FrameType | None) -> None:
        if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, None):  # started with &: Ctrl-C is not for it
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup has it otherwise
            signal.signal(number, end)


def main() -> None:
    """Run a verb; every expected failure is one line on stderr and an exit code."""
    _end_as_ctrl_c_does()
    _open_what_is_shut()
    _talk_on()
    _write_every_script()
    try:
        result = verbs.main(standalone_mode=False)  # click returns the code of an Exit here instead of letting it through
        sys.stdout.flush()
        code = result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = 2
    except click.ClickException as error:
        print(_one_line(error), file=sys.stderr)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        print(INTERRUPTED, file=sys.stderr)
        code = 3
    except ArchiveBusy as error:
        print(f"newscrawl: {show.inert(error)}; nothing was done, try again when it has ended", file=sys.stderr)
        code = error.exit_code
    except NewscrawlError as error:
        print(f"newscrawl: {show.inert(error)}", file=sys.stderr)
        code = error.exit_code
    except SystemExit:
        if "Pacify" not in type(sys.stdout).__name__:  # click's own sign of a shut pipe
            raise
        code = 0
    except BrokenPipeError:  # `newscrawl dump | head`: the reader has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except sqlite3.DatabaseError as error:
        from newscrawl.archive.schema import is_interruption
        from newscrawl.archive.writer import is_storage_error, storage_error

        if is_interruption(error):
            print(INTERRUPTED, file=sys.stderr)
            code = 3
        elif is_storage_error(error):  # met in the middle of an answer
            print(f"newscrawl: {show.inert(storage_error('the archive', error))}", file=sys.stderr)
            code = StorageError.exit_code
        else:
            raise
    except UnicodeEncodeError:
        if not any("\ud800" <= char <= "\udfff" for word in sys.argv for char in word):  # as Python has bytes that are no UTF-8
            raise
        print("newscrawl: what was typed is not UTF-8; type it in a terminal that is", file=sys.stderr)
        code = UsageError.exit_code
    except OSError as error:  # a folder that is not there, a disk that takes nothing: no bug of ours, and the traceback would say no more
        if error.filename is None and error.errno not in _STORAGE:
            raise
        print(f"newscrawl: {show.inert(error.filename or 'the disk')}: {error.strerror}", file=sys.stderr)
        code = StorageError.exit_code if error.errno in _STORAGE else UsageError.exit_code
    sys.exit(code)
