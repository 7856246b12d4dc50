"""``python -m newscrawl``."""

from newscrawl.cli import main

main()
