"""Memory: what the process has freed goes back to the system, where the C library keeps it."""

import ctypes
import gc
from collections.abc import Callable
from functools import cache
from typing import Any, Final

EVERY: Final = 10.0
"""Seconds between two times: it takes three milliseconds, and under load a megabyte may have come together."""


def give_back() -> None:
    """Give back what is free between what is in use: glibc by itself gives back the end of its heap alone.

    Other C libraries have no such call, and need none.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


def clear_out() -> None:
    """Free what an exchange has left, though it was held to stay, and hold what there is now to stay in its turn."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back()


@cache
def _trim() -> Callable[[int], Any] | None:
    try:
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):
        return None
    if trim is not None:
        trim.argtypes = (ctypes.c_size_t,)
    return trim
