"""A web server on loopback that answers with whatever bytes a test wants, as slowly as it wants; and crawls as processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests import nursery

ROOT = Path(__file__).resolve().parent.parent
Process = nursery.Child | subprocess.Popen[str]
Answer = bytes | Callable[["Visit", socket.socket], None]


@dataclass
class Visit:
    """One request: path with query, headers in lower case, when it began and when its answer was sent."""

    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


def answer(body: bytes | str = b"", status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """Return a whole HTTP answer; header names are written with underscores."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def story(title: str, links: Iterable[str] = ()) -> str:
    """Return the page of a story in six paragraphs that no other story has."""
    number = sum(map(ord, title)) + len(title)
    paragraphs = "".join(f"<p>{paragraph.format(title=title, number=number, later=number * 3 + 7)}</p>" for paragraph in _PARAGRAPHS)
    anchors = "".join(f'<li><a href="{link}">More about {link}</a></li>' for link in links)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Test Gazette</title><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" content="2026-03-04T08:15:00+01:00"></head>'
        f'<body><header><a href="/">Test Gazette</a></header><main><article><h1>{title}</h1>{paragraphs}</article></main>'
        f"<aside><h2>More stories</h2><ul>{anchors}</ul></aside><footer><p>Test Gazette, Harbour Lane 3</p></footer></body></html>"
    )


_PARAGRAPHS = (
    "“{title}” was the only thing people talked about in the harbour on Wednesday morning, when the council met for the {number}th time this year "
    "and the clerk read the minutes aloud to a room in which every chair was taken.",
    "The mayor, who had promised an answer before the winter, said that the repair of the old crane would cost {later} crowns and that the money "
    "had been set aside. “We have waited long enough,” she told reporters on the steps of the town hall.",
    "Not everybody agreed. The fishermen's guild, which counts {number} members, wants the quay to be widened first, and its chairman said that a "
    "crane without a quay was like a bell without a tower.",
    "Engineers who looked at the foundations in the autumn found cracks in {later} places. Their report, which the newspaper has seen, recommends "
    "that work begin before the first frost and be finished within two years.",
    "In the afternoon some two hundred residents walked from the market square to the lighthouse. Nobody was hurt, and the police, who had sent "
    "{number} officers, spoke of a cheerful and orderly march in the rain.",
    "The council will vote on the plan after the holidays. Until then the ferry to the islands keeps its summer timetable, and the crane, as "
    "{title} has made plain to all, stays where it has stood since 1911.",
)


def listing(links: Iterable[str], title: str = "All stories", extra: str = "") -> str:
    """Return a front or section page."""
    items = "".join(f'<li><a href="{link}">The story at {link}</a></li>' for link in links)
    return f'<!doctype html><html lang="en"><head><title>{title}</title>{extra}</head><body><h1>{title}</h1><ul>{items}</ul></body></html>'


class Server:
    """Serves ``routes`` (path to answer) while the context is open; what is not there is a 404. Connections are closed after each answer."""

    def __init__(self, routes: dict[str, Answer] | None = None, certificate: Path | None = None) -> None:
        self._tls: ssl.SSLContext | None = None
        if certificate is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate)
        self.routes: dict[str, Answer] = dict(routes or {})
        self.visits: list[Visit] = []
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def paths(self) -> list[str]:
        return [visit.path for visit in self.visits]

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}{path}"

    def reply(self, target: str) -> Answer:
        """Return what is answered to ``target``; for servers that make their answers."""
        return self.routes.get(target, answer("<h1>Not found</h1>", 404))

    def __enter__(self) -> Self:
        self._socket.settimeout(0.1)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()
        self._socket.close()
        for connection in list(self._open):
            connection.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                continue
            connection.settimeout(60)
            self._open.add(connection)
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            data = b""
            while b"\r\n\r\n" not in data:
                chunk = connection.recv(65536)
                if not chunk:
                    return
                data += chunk
            first, *lines = data.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            target = first.split(" ")[1]
            if target.startswith("http://"):  # asked as a proxy
                target = "/" + target.split("/", 3)[3] if target.count("/") > 2 else "/"
            visit = Visit(target, headers, time.monotonic())
            self.visits.append(visit)
            reply = self.reply(target)
            if callable(reply):
                reply(visit, connection)
            else:
                connection.sendall(reply.replace(b"\r\n", b"\r\nConnection: close\r\n", 1))
            visit.ended = time.monotonic()
        except OSError:
            pass
        finally:
            self._open.discard(connection)
            connection.close()


def self_signed(folder: Path) -> Path:
    """Write a certificate for 127.0.0.1 that nobody has signed, with its key; return the file."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    path = folder / "certificate.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path


# ── answers that are none ──


def trickle(visit: Visit, connection: socket.socket) -> None:
    """A byte now and then, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>")
    while True:
        connection.sendall(b" ")
        time.sleep(0.2)


def silence(visit: Visit, connection: socket.socket) -> None:
    """Nothing at all."""
    while connection.recv(1000):
        pass


def endless_headers(visit: Visit, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: and more\r\n" * 1000)


def continue_flood(visit: Visit, connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def endless_body(visit: Visit, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"<p>and so on</p>" * 4096)


def huge_length(visit: Visit, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999999999\r\n\r\n<html>")
    time.sleep(20)


def cut_short(visit: Visit, connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html><p>half of it")


def reset(visit: Visit, connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def many_attributes(count: int = 100_000) -> str:
    """A page that takes lxml minutes."""
    return "<html><body><p " + " ".join(f"a{i}=1" for i in range(count)) + ">words</p></body></html>"


# ── crawls ──

_RUNNER = """
import json, os, resource, sys
from pathlib import Path
said = json.loads(sys.argv[1])
import newscrawl.settings as settings
for name, value in said.pop("settings").items():
    setattr(settings, name, value)
from newscrawl import crawl
from newscrawl.errors import NewscrawlError
hook = said.pop("hook", None)
if hook:
    exec(hook)
for name in ("archive", "seeds", "sites_dir"):
    if said.get(name):
        said[name] = Path(said[name])
said["allow_net"] = tuple(said["allow_net"])
try:
    report = crawl.run(said.pop("targets"), **said)
except NewscrawlError as error:
    print(json.dumps({"error": str(error), "exit_code": error.exit_code}))
    sys.exit(error.exit_code)
# The largest process of the crawl. On Linux ru_maxrss starts with what the process that started it held: the test runner would count. Not so VmHWM.
if sys.platform == "linux":
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
    unit = 1024
else:
    peak, unit = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, 1
peak = max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit)
own = resource.getrusage(resource.RUSAGE_SELF)
used = {"peak_bytes": peak, "cpu_seconds": own.ru_utime + own.ru_stime}
print(json.dumps({**used, **{name: getattr(report, name) for name in report.__dataclass_fields__}}, default=str))
sys.exit(report.exit_code)
"""


@dataclass
class Crawl:
    """A crawl in a process of its own."""

    folder: Path
    servers: Sequence[Server] = ()
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def archive(self) -> Path:
        return self.folder / "archive.db"

    def start(self, *targets: str, seeds: list[dict[str, str]] | None = None, hook: str | None = None, **options: Any) -> Process:
        said = {
            "targets": list(targets), "archive": str(self.archive), "sites_dir": str(self.folder / "sites"), "delay_seconds": 0, "workers": 1,
            "allow_net": [server.host for server in self.servers], "progress": False, "hook": hook, "settings": self.settings, **options,
        }  # fmt: skip
        if seeds is not None:
            path = self.folder / "seeds.jsonl"
            path.write_text("\n".join(json.dumps(seed) for seed in seeds))
            said["seeds"] = str(path)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("NEWSCRAWL_")}
        environment = {**clean, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error::ResourceWarning"}
        return nursery.start(_RUNNER, [json.dumps(said)], cwd=self.folder, env=environment)

    def run(self, *targets: str, timeout: float = 60, **options: Any) -> dict[str, Any]:
        """Run to the end; return the report with ``stderr``, ``peak_bytes`` (memory of the largest process), ``cpu_seconds`` (of the main one)."""
        process = self.start(*targets, **options)
        try:
            out, err = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            process.communicate()
            raise
        lines = out.strip().splitlines()
        assert lines, err
        return {**json.loads(lines[-1]), "stderr": err, "returncode": process.returncode}

    def outcomes(self) -> dict[str, tuple[str, str | None]]:
        """Return URL → (state, reason) of everything but robots.txt."""
        return {url: (state, reason) for url, state, reason in self.query("SELECT url, state, reason FROM outcomes WHERE kind != 'robots'")}

    def stories(self) -> int:
        """Return how many stories are archived (their addresses say that they are)."""
        return int(self.query("SELECT count(*) FROM articles WHERE url LIKE '%story%'")[0][0])

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        db = sqlite3.connect(f"file:{self.archive}?mode=ro", uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def canonical(self) -> list[str]:
        """Return what ``newscrawl dump --canonical`` prints."""
        from newscrawl.archive.dump import canonical
        from newscrawl.archive.schema import open_archive

        db = open_archive(self.archive)
        try:
            return list(canonical(db))
        finally:
            db.close()


def end(process: Process, how: signal.Signals) -> None:
    """Send ``how`` and wait for the end."""
    process.send_signal(how)
    process.communicate(timeout=60)


def until(process: Process, condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until ``condition`` holds. Fails, with what it said, if the process ends before or takes longer."""
    deadline = time.monotonic() + seconds
    while not condition():
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            _, err = process.communicate()
            raise AssertionError(f"the crawl did not come so far: {err}")
        time.sleep(0.01)
