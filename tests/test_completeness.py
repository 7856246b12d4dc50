"""Six simulated weeks: nothing unaccounted for, no gap invented, redesign and dead feed told in time, quiet weeks quiet."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parent.parent / "benchmarks" / "completeness.py"
spec = importlib.util.spec_from_file_location("completeness", PATH)
assert spec is not None and spec.loader is not None
completeness = importlib.util.module_from_spec(spec)
sys.modules["completeness"] = completeness
spec.loader.exec_module(completeness)


@pytest.mark.parametrize("seed", [117])  # benchmarks/completeness.py runs as many as are asked for
def test_a_newsroom_of_six_weeks_is_accounted_for(seed: int) -> None:
    result = completeness.run(seed)
    assert result.shown > 1500
    assert result.held + result.listed + result.in_gap == result.shown
    assert result.unaccounted == result.unproven == result.invented == 0
    assert result.quiet_alarms == []
    assert result.redesign_hours is not None and result.redesign_hours <= 6
    assert result.dead_hours is not None and result.dead_hours <= 6
    assert result.held / result.shown >= 0.995
    assert result.polled <= 0.7 * result.hourly_polled
