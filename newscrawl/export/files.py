"""A file that is there whole or not at all: temporary name, fsync, rename. Into pipes and devices it is written as it comes."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from newscrawl.errors import StorageError, UsageError


@contextlib.contextmanager
def replacing(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """Yield a file (UTF-8, or of bytes) that takes the name ``path`` when the block ends; when it raises, what was there stays.

    ``-`` is stdout. What is no regular file (a pipe, ``/dev/stdout``) is written to and never replaced. Raises StorageError, UsageError.
    """
    how: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file")
    if str(path) == "-":
        yield sys.stdout.buffer if binary else sys.stdout
        return
    if (path.exists() and not path.is_file()) or path.absolute().parts[1:2] in (("dev",), ("proc",)):
        with path.open(**how) as stream:
            yield stream
        return
    path = path.resolve()  # a link keeps leading where it led
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}") from error
    try:
        with os.fdopen(descriptor, **how) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)  # mkstemp's own mode is for secrets
        Path(temporary).replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise StorageError(f"{path}: {error.strerror or error}") from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def zipping(path: Path) -> Iterator[IO[str]]:
    """Yield text that becomes a gzipped file, as ``replacing`` does. The same text gives the same bytes: neither name nor time is in it."""
    with (
        replacing(path, binary=True) as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as zipped,
        io.TextIOWrapper(zipped, encoding="utf-8", newline="") as text,
    ):
        yield text
