"""``python -m newscrawl.demo``: serve the newsroom until Ctrl-C, to look at it in a browser."""

from __future__ import annotations

import threading

from newscrawl.demo.newsroom import Newsroom


def main() -> None:
    """Serve on the fixed ports where they are free, and print the addresses."""
    with Newsroom() as newsroom:
        for site in newsroom.sites:
            print(f"{site.home_url:28} {site.name}: {site.make}", flush=True)
        print("Ctrl-C ends it.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
