"""The command, and ``python -m newscrawl``: Ctrl-C is one line also while the verbs are being loaded."""

import sys


def main() -> None:
    """Load the verbs, and run the one that was typed."""
    try:
        from newscrawl import cli
    except KeyboardInterrupt:
        from newscrawl.errors import INTERRUPTED, Incomplete

        print(INTERRUPTED, file=sys.stderr)
        sys.exit(Incomplete.exit_code)
    cli.main()


if __name__ == "__main__":
    main()
