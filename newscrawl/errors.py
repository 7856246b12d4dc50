"""Our errors: each carries the thing it failed on, says the mend, and knows the exit code that cron sees."""

from __future__ import annotations

from pathlib import Path

INTERRUPTED = "newscrawl: interrupted; start it again and it goes on where it was"


class NewscrawlError(Exception):
    """Something that a person can mend; its text is one line."""

    exit_code = 1


class UsageError(NewscrawlError):
    """What was typed or configured is not right."""

    exit_code = 2


class BadAddress(UsageError, ValueError):
    """An address that is not, or may not be, fetched."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{url[:200]!r}: {why}")
        self.url, self.why = url, why


class SiteFileError(UsageError):
    """A site file that cannot be used; names file, line and key."""

    def __init__(self, path: Path | str, where: str, why: str) -> None:
        super().__init__(f"{path}: {where}: {why}")
        self.path, self.where, self.why = path, where, why


class QueryError(UsageError):
    """A search that cannot be understood; points at the place."""

    def __init__(self, query: str, place: int, why: str) -> None:
        super().__init__(f"query, character {place + 1}: {why}")
        self.query, self.place, self.why = query, place, why


class NotFound(UsageError):
    """The archive holds nothing under that id or address."""


class Incomplete(NewscrawlError):
    """Interrupted, or something is not accounted for: run again."""

    exit_code = 3


class StorageError(NewscrawlError):
    """The archive cannot be written or trusted: disk full, I/O error, damaged file."""

    exit_code = 5


class ArchiveBusy(NewscrawlError):
    """Another process is writing this archive. To a crawl that is no failure, its work is being done; what else was asked for is not done."""

    exit_code = 3
