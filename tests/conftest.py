"""Laws are tried on drawn examples without a clock: a busy machine breaks no promise. What a test opens is closed behind it."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.archive_kit import Desk

settings.register_profile("laws", deadline=None, derandomize=True)
settings.load_profile("laws")

# A shell without job control starts what it puts into the background (`make test &`) deaf to Ctrl-C: the tests that send it would wait for ever.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _closed_desks() -> Iterator[None]:
    """Close the archives of a test's desks: from Python 3.13 on one that is forgotten is a warning, in whichever test runs when it is collected."""
    before = len(Desk.open)  # those of a whole module stay
    yield
    while len(Desk.open) > before:
        Desk.open.pop().close()
