"""Have the machine start ``newscrawl crawl --due`` by itself: a systemd user timer, or a crontab block of its own between two marker lines."""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from newscrawl.errors import UsageError

MINUTES = 10
"""Between two starts. A start with nothing due costs half a second, and no interval between polls is meant to be shorter than five minutes."""


@dataclass(frozen=True, slots=True)
class Timer:
    """What is started, where. One a folder and archive: a second install replaces the first."""

    folder: Path
    archive: Path
    minutes: int = MINUTES
    options: tuple[str, ...] = ()
    environment: tuple[tuple[str, str], ...] = ()
    """What the crawl is to find in its environment: a timer starts with none of a shell's."""

    @property
    def name(self) -> str:
        """Return the name under which the machine knows it."""
        return f"newscrawl-{hashlib.sha256(str(self.archive.absolute()).encode()).hexdigest()[:8]}"

    @property
    def command(self) -> list[str]:
        """Return what is started."""
        return [sys.executable, "-m", "newscrawl", "crawl", "--due", "--quiet", "--archive", str(self.archive.absolute()), *self.options]


CARRIED = ("NEWSCRAWL_CONTACT", "NEWSCRAWL_ALLOW_NET", "SSL_CERT_FILE")
"""Variables that a timer takes along from the shell that installs it; the others are options of its command."""


def by_systemd() -> bool:
    """Return whether a user's systemd answers here."""
    if shutil.which("systemctl") is None:
        return False
    return _run("systemctl", "--user", "show-environment").returncode == 0


def install(timer: Timer) -> str:
    """Install ``timer``; returns what was written where. Raises UsageError where the machine has neither systemd nor cron."""
    if not 1 <= timer.minutes <= 60:
        raise UsageError(f"every {timer.minutes} minutes: 1 to 60; sources keep their own times in between")
    (timer.folder / "output").mkdir(parents=True, exist_ok=True)  # where the log goes: without it the shell would start nothing
    if by_systemd():
        folder = _units()
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, text in (("service", service(timer)), ("timer", timer_unit(timer))):
            (folder / f"{timer.name}.{suffix}").write_text(text, encoding="utf-8")
        _must("systemctl", "--user", "daemon-reload")
        _must("systemctl", "--user", "enable", "--now", f"{timer.name}.timer")
        return f"{folder / timer.name}.timer: every {timer.minutes} minutes while you are logged in; loginctl enable-linger keeps it running"
    _write_crontab(with_block(_crontab(), timer))
    return f"crontab: every {timer.minutes} minutes"


def remove(timer: Timer) -> bool:
    """Remove what ``install`` wrote; returns whether there was something."""
    found = False
    if by_systemd() and (_units() / f"{timer.name}.timer").exists():
        _run("systemctl", "--user", "disable", "--now", f"{timer.name}.timer")
        for suffix in ("timer", "service"):
            (_units() / f"{timer.name}.{suffix}").unlink(missing_ok=True)
        _must("systemctl", "--user", "daemon-reload")
        found = True
    if shutil.which("crontab") is not None:
        before = _crontab()
        after = without_block(before, timer)
        if after != before:
            _write_crontab(after)
            found = True
    return found


def show(timer: Timer) -> str:
    """Return what is installed, as it stands there; empty: nothing."""
    parts = []
    for suffix in ("timer", "service"):
        path = _units() / f"{timer.name}.{suffix}"
        if path.exists():
            parts.append(f"# {path}\n{path.read_text(encoding='utf-8')}")
    if shutil.which("crontab") is not None:
        begin, end = _marks(timer)
        lines = _crontab().splitlines()
        if begin in lines and end in lines:
            parts.append("\n".join(lines[lines.index(begin) : lines.index(end) + 1]))
    return "\n".join(parts)


def service(timer: Timer) -> str:
    """Return the systemd unit that crawls once."""
    command = " ".join(_systemd_quoted(part) for part in timer.command)
    variables = "".join(f"Environment={_systemd_assigned(name, value)}\n" for name, value in timer.environment)
    return (
        "[Unit]\nDescription=newscrawl: what is due\n\n[Service]\nType=oneshot\n"
        f"WorkingDirectory={str(timer.folder.absolute()).replace('%', '%%')}\n{variables}ExecStart={command}\n"
        # 4: a site needs a look. It is told by status and digest, the timer goes on.
        "SuccessExitStatus=4 6\nNice=10\nTimeoutStopSec=45\n"
    )


def timer_unit(timer: Timer) -> str:
    """Return the systemd unit that starts the other."""
    return (
        f"[Unit]\nDescription=newscrawl: every {timer.minutes} minutes\n\n[Timer]\nOnBootSec=2min\nOnUnitActiveSec={timer.minutes}min\n"
        "RandomizedDelaySec=20\n\n[Install]\nWantedBy=timers.target\n"
    )


def block(timer: Timer) -> str:
    """Return the crontab's lines, the two marks with them."""
    begin, end = _marks(timer)
    variables = "".join(f"{name}={shlex.quote(value)} " for name, value in timer.environment)
    command = f"cd {shlex.quote(str(timer.folder.absolute()))} && {variables}{shlex.join(timer.command)} 2>>output/crawl.log"
    minute = "0" if timer.minutes == 60 else f"*/{timer.minutes}"
    return "\n".join((begin, f"{minute} * * * * {command.replace('%', chr(92) + '%')}", end))  # cron takes a bare % for a line's end


def with_block(crontab: str, timer: Timer) -> str:
    """Return ``crontab`` with this timer's block in it, once; all else as it was."""
    rest = without_block(crontab, timer)
    return f"{rest}{chr(10) if rest and not rest.endswith(chr(10)) else ''}{block(timer)}\n"


def without_block(crontab: str, timer: Timer) -> str:
    """Return ``crontab`` without this timer's block. One whose end mark is gone is left for a person to look at. Raises UsageError."""
    begin, end = _marks(timer)
    lines = crontab.splitlines(keepends=True)
    bare = [line.rstrip("\r\n") for line in lines]
    while begin in bare:
        first = bare.index(begin)
        if end not in bare[first:]:
            raise UsageError(f"crontab: {begin!r} without its end; mend it with crontab -e")
        last = bare.index(end, first)
        del lines[first : last + 1], bare[first : last + 1]
    return "".join(lines)


def _marks(timer: Timer) -> tuple[str, str]:
    return f"# {timer.name} begin: written by newscrawl schedule", f"# {timer.name} end"


def _systemd_quoted(part: str) -> str:
    text = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"' if any(sign in text for sign in " \t\"'\\;") else text


def _systemd_assigned(name: str, value: str) -> str:
    text = value.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")  # a dollar means nothing here
    return f'"{name}={text}"'


def _units() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"


def _crontab() -> str:
    if shutil.which("crontab") is None:
        raise UsageError("neither a user's systemd nor crontab here; have any timer run: newscrawl crawl --due")
    done = _run("crontab", "-l")
    if done.returncode and "no crontab" not in done.stderr.lower() and done.stderr.strip():
        raise UsageError(f"crontab -l: {done.stderr.strip()[:200]}")  # never replaced by what could not be read
    return done.stdout if not done.returncode else ""


def _write_crontab(text: str) -> None:
    done = subprocess.run(["crontab", "-"], input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"crontab: {done.stderr.strip()[:200]}")


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _must(*command: str) -> None:
    done = _run(*command)
    if done.returncode:
        raise UsageError(f"{shlex.join(command)}: {done.stderr.strip()[:200]}")
