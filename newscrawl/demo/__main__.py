"""``python -m newscrawl.demo``: serve the newsroom until Ctrl-C, to look at it in a browser."""

from __future__ import annotations

import argparse
import threading

from newscrawl.demo.newsroom import Newsroom


def main() -> None:
    """Serve on the fixed ports where they are free, and print the addresses."""
    parser = argparse.ArgumentParser(prog="python -m newscrawl.demo", description="Serve the demo newsroom on 127.0.0.1 until Ctrl-C.")
    parser.add_argument("--edition", type=int, choices=(1, 2), default=1, help="2: one story edited, three new")
    parser.add_argument("--delay", type=float, default=0.0, metavar="SECONDS", help="what every answer takes")
    options = parser.parse_args()
    with Newsroom(edition=options.edition, delay=options.delay) as newsroom:
        for site in newsroom.sites:
            print(f"{site.home_url:28} {site.name}: {site.make}", flush=True)
        print("Ctrl-C ends it.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
