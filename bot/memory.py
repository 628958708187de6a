"""Memory: what was freed goes back to the system."""

import ctypes
import sys
from typing import Final

TRIM_THRESHOLD: Final = -1
"""M_TRIM_THRESHOLD of malloc.h."""
KEPT: Final = 128 * 1024
"""Bytes that may lie free at the end of the heap: what glibc begins with."""
ARENA_MAX: Final = -8
"""M_ARENA_MAX of the same."""
ARENAS: Final = 2
"""Heaps of a process: one for the loop, one for all its threads, which do little and wait for each other anyway."""


def give_back() -> None:
    """Let the C library go on giving free memory back.

    By itself glibc lets the more lie free the larger the blocks are that were freed (mallopt(3)). To read or learn a
    roadmap frees blocks of many megabytes, and the process would grow for as long as it has work. It also gives every
    thread a heap of its own, where what one frees is of no use to another.
    """
    if sys.platform == "linux":
        # Another C library than glibc may have no such thing, nor the need for it.
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(TRIM_THRESHOLD, KEPT)
            mallopt(ARENA_MAX, ARENAS)
