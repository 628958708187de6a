"""Sizes of files as people read them."""

from typing import Final

_STEP: Final = 1_000
_UNITS: Final = ("kB", "MB", "GB", "TB")


def written(size: int) -> str:
    """Write a number of bytes, such as 12.3 MB."""
    if size < _STEP:
        return f"{size} bytes"
    value = size / _STEP
    for unit in _UNITS[:-1]:
        if round(value, 1) < _STEP:
            return f"{value:,.1f} {unit}"
        value /= _STEP
    return f"{value:,.1f} {_UNITS[-1]}"
