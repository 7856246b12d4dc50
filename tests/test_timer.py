"""A timer of our own: systemd's or cron's, written once, shown as it stands, taken back without a trace."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import timer
from newscrawl.errors import UsageError
from newscrawl.timer import Timer
from tests.hostile_server import ROOT

FAKE_CRONTAB = """#!/bin/sh
table="{table}"
if [ "$1" = -l ]; then
    [ -f "$table" ] || {{ echo "no crontab for tester" >&2; exit 1; }}
    cat "$table"
else
    cat > "$table"
fi
"""
FAKE_SYSTEMCTL = '#!/bin/sh\necho "$@" >> "{log}"\nexit {code}\n'


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with cron and without systemd; its crontab."""
    programs = tmp_path / "bin"
    programs.mkdir()
    path = tmp_path / "table"
    _program(programs / "crontab", FAKE_CRONTAB.format(table=path))
    _program(programs / "systemctl", FAKE_SYSTEMCTL.format(log=tmp_path / "systemctl.log", code=1))
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return path


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def test_a_crontab_gets_one_block_and_loses_it_again_and_keeps_all_else(table: Path, tmp_path: Path) -> None:
    own = "MAILTO=me\n# mine\n5 4 * * * /bin/backup\n"
    table.write_text(own)
    ours = Timer(tmp_path, tmp_path / "output/archive.db", 20)
    timer.install(ours)
    timer.install(ours)
    text = table.read_text()
    assert text.startswith(own)
    assert text.count("crawl --due") == 1
    assert "*/20 * * * * cd " in text
    assert "crawl --due" in timer.show(ours)
    assert timer.remove(ours)
    assert table.read_text() == own
    assert not timer.remove(ours)
    assert timer.show(ours) == ""


def test_what_the_shell_says_of_contact_and_hosts_reaches_the_timers_crawl(table: Path, tmp_path: Path) -> None:
    said = (("NEWSCRAWL_CONTACT", 'Ann "100%" <a@paper.example>'),)
    ours = Timer(tmp_path, tmp_path / "a.db", environment=said)
    timer.install(ours)
    assert (tmp_path / "output").is_dir()  # the log's folder
    assert "NEWSCRAWL_CONTACT='Ann \"100\\%\" <a@paper.example>' " in table.read_text()
    assert 'Environment="NEWSCRAWL_CONTACT=Ann \\"100%%\\" <a@paper.example>"\nExecStart=' in timer.service(ours)


def test_two_archives_have_a_block_each(table: Path, tmp_path: Path) -> None:
    one, two = (Timer(tmp_path, tmp_path / name) for name in ("a.db", "b.db"))
    timer.install(one)
    timer.install(two)
    timer.remove(one)
    assert timer.show(one) == "" and "b.db" in timer.show(two)


def test_systemd_is_used_where_a_users_manager_answers(table: Path, tmp_path: Path) -> None:
    _program(tmp_path / "bin" / "systemctl", FAKE_SYSTEMCTL.format(log=tmp_path / "systemctl.log", code=0))
    ours = Timer(tmp_path, tmp_path / "it's 100% mine.db", options=("--delay", "3"))
    timer.install(ours)
    unit = (tmp_path / "config/systemd/user" / f"{ours.name}.service").read_text()
    assert "crawl --due" in unit and "100%% mine.db" in unit and unit.rstrip().splitlines()[-1].startswith("TimeoutStopSec")
    assert f"--user enable --now {ours.name}.timer" in (tmp_path / "systemctl.log").read_text()
    assert "OnUnitActiveSec=10min" in timer.show(ours)
    assert timer.remove(ours)
    assert timer.show(ours) == ""
    assert not table.exists()


def test_a_crontab_that_cannot_be_read_is_not_replaced(table: Path, tmp_path: Path) -> None:
    table.write_text("5 4 * * * /bin/backup\n")
    _program(tmp_path / "bin" / "crontab", "#!/bin/sh\necho 'you are not allowed' >&2\nexit 1\n")
    with pytest.raises(UsageError, match="not allowed"):
        timer.install(Timer(tmp_path, tmp_path / "a.db"))
    assert table.read_text() == "5 4 * * * /bin/backup\n"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\x00")))
def test_taking_the_block_back_undoes_putting_it_in(text: str) -> None:
    ours = Timer(Path("/srv/news"), Path("/srv/news/a.db"))
    ending = "" if not text or text.endswith("\n") else "\n"
    assert timer.without_block(timer.with_block(text, ours), ours) == text + ending
    assert timer.with_block(timer.with_block(text, ours), ours) == timer.with_block(text, ours)


def test_watch_crawls_what_is_due_and_ends_in_order(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEWSCRAWL_")} | {"PYTHONPATH": str(ROOT)}
    (tmp_path / "output/sites").mkdir(parents=True)
    (tmp_path / "output/sites/paper.toml").write_text('home = "https://127.0.0.1:9/"\n')
    command = [sys.executable, "-m", "newscrawl", "watch", "--allow-net", "127.0.0.1:9", "--delay", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, env=clean, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "next crawl in" in line:
                break
        else:
            raise AssertionError("".join(lines))
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert time.monotonic() - began < 10
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
