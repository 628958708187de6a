"""Memory: what the process has freed goes back to the system, where the C library keeps it."""

import ctypes
from typing import Final

EVERY: Final = 10.0
"""Seconds between two times: it takes three milliseconds, and under load a megabyte may have come together."""


def give_back() -> None:
    """Give back what is free between what is in use: glibc by itself gives back the end of its heap alone.

    Other C libraries have no such call, and need none.
    """
    trim = getattr(_c_library(), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _c_library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
