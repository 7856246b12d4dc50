"""Python processes for tests, born from one that has loaded what takes long: a crawl in a process of its own, and not a second of imports each time.

The children are forked before anything of newscrawl, of Twisted's reactor or of asyncio is there, so each is as fresh as if it had been started.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_MOTHER = """
import atexit, json, os, signal, socket, struct, sys, traceback
import cryptography.x509, lxml.html, rich.live, scrapy.core.downloader.contextfactory, scrapy.core.scheduler, scrapy.crawler, scrapy.pipelines
import scrapy.core.downloader.handlers.http11, scrapy.core.engine, scrapy.resolver, scrapy.spiders, service_identity, sqlite_utils, twisted.web.client
asked = socket.socket(fileno=int(sys.argv[1]))
while True:
    message, files, _, _ = socket.recv_fds(asked, 1 << 20, 2)
    if not message:
        break
    said = json.loads(message)
    if "of" in said:
        pid, status = os.waitpid(said["of"], os.WNOHANG)
        asked.sendall(json.dumps(os.waitstatus_to_exitcode(status) if pid else None).encode())
        continue
    pid = os.fork()
    if pid:
        for file in files:
            os.close(file)
        asked.sendall(json.dumps(pid).encode())
        continue
    code = 0
    try:
        asked.close()
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, file in enumerate((nothing, *files)):
            os.dup2(file, number)
            os.close(file)
        os.chdir(said["cwd"])
        os.environ.clear()
        os.environ.update(said["env"])
        sys.argv = ["-c", *said["arguments"]]
        exec(compile(said["code"], "<string>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
"""


class Child:
    """What subprocess.Popen is to its process, as far as the tests ask."""

    def __init__(self, pid: int, out: int, err: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._files = {out: bytearray(), err: bytearray()}
        self._out, self._err = out, err
        self._open = {out, err}

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = _ask({"of": self.pid})
        return self.returncode

    def send_signal(self, how: int) -> None:
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, how)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Return all that it printed to stdout and stderr, once it and whoever holds these has ended. Raises TimeoutExpired."""
        deadline = time.monotonic() + timeout if timeout is not None else None
        with selectors.DefaultSelector() as selector:
            for file in self._open:
                selector.register(file, selectors.EVENT_READ)
            while self._open:
                left = max(0.0, deadline - time.monotonic()) if deadline is not None else None
                ready = selector.select(left)
                if not ready and deadline is not None and time.monotonic() >= deadline:
                    raise subprocess.TimeoutExpired("a crawl", timeout or 0.0)
                for key, _ in ready:
                    data = os.read(key.fd, 1 << 16)
                    self._files[key.fd] += data
                    if not data:
                        selector.unregister(key.fd)
                        self._open.discard(key.fd)
                        os.close(key.fd)
        while self.poll() is None:
            if deadline is not None and time.monotonic() >= deadline:
                raise subprocess.TimeoutExpired("a crawl", timeout or 0.0)
            time.sleep(0.002)
        return self._files[self._out].decode(), self._files[self._err].decode()


_mother: tuple[subprocess.Popen[bytes], socket.socket] | None = None


def start(code: str, arguments: list[str], *, cwd: Path, env: dict[str, str]) -> Child | subprocess.Popen[str]:
    """Return a process that runs ``code`` with ``arguments``; as a plain start would where fork is not to be had, or ``env`` loads libraries."""
    if sys.platform != "linux" or "LD_PRELOAD" in env or "PYTEST_CURRENT_TEST" not in os.environ:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, cwd=cwd)
    out, err = os.pipe(), os.pipe()
    pid = _ask({"code": code, "arguments": arguments, "cwd": str(cwd), "env": env}, (out[1], err[1]))
    os.close(out[1])
    os.close(err[1])
    return Child(pid, out[0], err[0])


def _ask(said: dict[str, Any], files: tuple[int, ...] = ()) -> Any:
    global _mother  # one for each process that tests
    if _mother is None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        root = str(Path(__file__).resolve().parent.parent)
        environment = os.environ | {"PYTHONPATH": root, "PYTHONWARNINGS": "error::ResourceWarning"}
        process = subprocess.Popen([sys.executable, "-c", _MOTHER, str(theirs.fileno())], pass_fds=[theirs.fileno()], env=environment)
        theirs.close()
        _mother = process, ours
        atexit.register(_end)
    socket.send_fds(_mother[1], [json.dumps(said).encode()], files)
    return json.loads(_mother[1].recv(1000))


def _end() -> None:
    if _mother is not None:
        _mother[1].close()
        _mother[0].wait()
