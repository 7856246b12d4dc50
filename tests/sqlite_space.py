"""Which bytes of a SQLite file mean something: the file format's own description (sqlite.org/fileformat2.html), read b-tree by b-tree."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FREE, CONTENT, BORDER, COUNTER = range(4)
"""A byte that nothing reads · content, or what leads to it · a key in the inner page of a table, which may be any number between what stands left
and right of it · a counter in the header that SQLite keeps for itself."""
COUNTERS = (*range(24, 28), *range(40, 44), *range(92, 100))
"""Of the header: the change counter, the schema's cookie, and which version of SQLite wrote last."""


def meaning(path: Path) -> bytearray:
    """Return FREE, CONTENT, BORDER or COUNTER for every byte of a whole file in WAL mode without a log."""
    data = path.read_bytes()
    size = int.from_bytes(data[16:18])
    found = bytearray(len(data))
    found[:100] = bytes([CONTENT]) * 100
    for place in COUNTERS:
        found[place] = COUNTER
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        roots = [1, *(root for (root,) in db.execute("SELECT rootpage FROM sqlite_master WHERE rootpage > 0"))]
    while roots:
        roots += _page(data, found, size, roots.pop())
    trunk = int.from_bytes(data[32:36])
    while trunk:  # free pages: what links them is checked by SQLite, what they hold is nothing
        start = (trunk - 1) * size
        found[start : start + 8 + 4 * int.from_bytes(data[start + 4 : start + 8])] = bytes([CONTENT]) * (
            8 + 4 * int.from_bytes(data[start + 4 : start + 8])
        )
        trunk = int.from_bytes(data[start : start + 4])
    return found


def _page(data: bytes, found: bytearray, size: int, number: int) -> list[int]:
    """Mark one b-tree page; returns its children."""
    base = (number - 1) * size
    start = base + (100 if number == 1 else 0)
    kind, cells = data[start], int.from_bytes(data[start + 3 : start + 5])
    inner, table = kind in (2, 5), kind in (5, 13)
    head = 12 if inner else 8
    _mark(found, start, head + 2 * cells)
    children = [int.from_bytes(data[start + 8 : start + 12])] if inner else []
    for i in range(cells):
        at = cell = base + int.from_bytes(data[start + head + 2 * i : start + head + 2 * i + 2])
        if inner:
            children.append(int.from_bytes(data[at : at + 4]))
            at += 4
        if inner and table:
            end = _varint(data, at)[1]
            _mark(found, cell, 4)
            found[at:end] = bytes([BORDER]) * (end - at)
            continue
        length, at = _varint(data, at)
        if table:
            at = _varint(data, at)[1]
        most = size - 35 if table else (size - 12) * 64 // 255 - 23
        if length <= most:
            _mark(found, cell, max(4, at + length - cell))
            continue
        least = (size - 12) * 32 // 255 - 23
        held = least + (length - least) % (size - 4)
        held = held if held <= most else least
        _mark(found, cell, at + held + 4 - cell)
        page, rest = int.from_bytes(data[at + held : at + held + 4]), length - held
        while page:
            part = min(rest, size - 4)
            _mark(found, (page - 1) * size, 4 + part)
            page, rest = int.from_bytes(data[(page - 1) * size : (page - 1) * size + 4]), rest - part
    free = int.from_bytes(data[start + 1 : start + 3])
    while free:
        _mark(found, base + free, 4)
        free = int.from_bytes(data[base + free : base + free + 2])
    return children


def _mark(found: bytearray, start: int, length: int) -> None:
    found[start : start + length] = bytes([CONTENT]) * length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for i in range(9):
        byte = data[at + i]
        if i == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + i + 1
    raise AssertionError
