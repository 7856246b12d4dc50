"""Many hosts on loopback in one process, each a small paper with a log of who asked for what and when; and whether that was polite, and how fast."""

from __future__ import annotations

import asyncio
import random
import threading
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import TracebackType
from typing import Self

from tests.hostile_server import answer, listing, story

WORDS = [a + b + c for a in "ba co di fu ge ha lo mi".split() for b in "n r st l m".split() for c in "a er ing o us".split()]


@dataclass(frozen=True)
class Asked:
    """One request, in seconds of the monotonic clock: when it was there, and when its answer was on the way back (not later than it came)."""

    path: str
    began: float
    answered: float


@dataclass
class Paper:
    """One host: ``stories`` behind a front page, robots.txt with ``crawl_delay`` if there is one; answers take ``takes`` seconds."""

    stories: int
    crawl_delay: float | None = None
    takes: float = 0.01
    padding: int = 0
    """Characters of markup around each story; pages are sent gzipped then, as real ones are."""
    host: str = ""
    log: list[Asked] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    def page(self, path: str) -> bytes:
        """Return the answer to ``path``."""
        if path == "/robots.txt":
            rule = f"Crawl-delay: {self.crawl_delay:g}\n" if self.crawl_delay else ""
            return answer(f"User-agent: *\n{rule}Disallow: /intern/\n", content_type="text/plain")
        if path == "/":
            return answer(listing(["/intern/a-secret-story", *(f"/news/the-harbour-story-number-{n}-of-many" for n in range(self.stories))]))
        number = path.removeprefix("/news/the-harbour-story-number-").removesuffix("-of-many")
        if not number.isdigit():
            return answer("", 404)
        if not self.padding:
            return answer(story(f"Harbour story {number} of {self.host}"))
        chance = random.Random(f"{number} {self.host}")  # else all were reprints of one another
        sentences = [" ".join(chance.choices(WORDS, k=14)).capitalize() + "." for _ in range(60)]
        text = "".join(f"<p>{' '.join(sentences[place : place + 5])}</p>" for place in range(0, 60, 5))
        menu = "".join(f'<li class="menu-item item-{n}"><a href="/section-{n % 7}/">Section {n % 7}</a></li>' for n in range(self.padding // 85))
        page = f"<html><head><title>{sentences[0]}</title></head><body><ul>{menu}</ul><article><h1>{sentences[0]}</h1>{text}</article></body></html>"
        return answer(zlib.compress(page.encode(), 1, 31), Content_Encoding="gzip")


class ManyHosts:
    """Serves every paper on a port of its own while the context is open."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = papers
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        servers = [self._loop.run_until_complete(self._listen(paper)) for paper in self.papers]
        self._ready.set()
        self._loop.run_forever()
        for server in servers:
            server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks))
        self._loop.close()

    async def _listen(self, paper: Paper) -> asyncio.Server:
        server = await asyncio.start_server(lambda reader, writer: self._serve(paper, reader, writer), "127.0.0.1", 0)
        paper.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _serve(self, paper: Paper, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                began = time.monotonic()
                paper.open += 1
                paper.most_open = max(paper.most_open, paper.open)
                path = head.split(b" ", 2)[1].decode("latin-1")
                await asyncio.sleep(paper.takes)
                paper.open -= 1
                paper.log.append(Asked(path, began, time.monotonic()))
                writer.write(paper.page(path))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()


def breaches(papers: Iterable[Paper], delay: float) -> list[str]:
    """Return what in the logs is not polite: nothing."""
    found = []
    for paper in papers:
        paths = [asked.path for asked in paper.log]
        if paths[:1] != ["/robots.txt"]:
            found.append(f"{paper.host}: {paths[:1]} before robots.txt")
        if any(path.startswith("/intern/") for path in paths):
            found.append(f"{paper.host}: what robots.txt forbids")
        if len(set(paths)) < len(paths):
            found.append(f"{paper.host}: asked twice for one page")
        if paper.most_open > 1:
            found.append(f"{paper.host}: {paper.most_open} requests at once")
        least = max(delay, paper.crawl_delay or 0.0)
        gaps = [later.began - earlier.answered for earlier, later in pairwise(paper.log)]
        if gaps and min(gaps) < least:
            found.append(f"{paper.host}: {min(gaps):.3f} s between two requests, {least:g} s are asked for")
    return found


def throughput(papers: Iterable[Paper], delay: float) -> float:
    """Return which share of what the delays allow was reached: the time that each host's requests need, in that from the first one to its last."""
    needed = taken = 0.0
    papers = list(papers)
    first = min(paper.log[0].began for paper in papers)
    for paper in papers:
        needed += sum(asked.answered - asked.began for asked in paper.log) + (len(paper.log) - 1) * max(delay, paper.crawl_delay or 0.0)
        taken += paper.log[-1].answered - first
    return needed / taken
