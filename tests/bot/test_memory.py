"""Memory: what was freed between what is in use goes back to the system."""

import ctypes
import sys
from pathlib import Path

import pytest

from bot import memory

KILOBYTES = 60_000
HAS_GLIBC = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "malloc_trim")


def resident() -> int:
    """Give the kilobytes of this process that are in memory."""
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0])


@pytest.mark.skipif(not HAS_GLIBC, reason="this C library keeps nothing back")
def test_what_is_freed_between_what_is_kept_is_given_back() -> None:
    pieces = [bytes(2_000) for _ in range(KILOBYTES // 2)]
    kept = pieces[::50]
    pieces.clear()
    held = resident()
    memory.give_back()
    assert held - resident() > KILOBYTES / 2
    assert len(kept) == KILOBYTES / 100


def test_a_c_library_without_such_a_call_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    memory._trim.cache_clear()
    memory.give_back()
    memory._trim.cache_clear()
