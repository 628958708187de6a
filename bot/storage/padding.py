"""Padding: lists in statements come in few lengths, for PostgreSQL prepares a statement anew for each of them.

Every connection keeps a hundred prepared statements, so that lists of any length would fill its memory.
"""

from collections.abc import Sequence
from typing import TypeVar

Value = TypeVar("Value")


def padded(values: Sequence[Value]) -> list[Value]:
    """Repeat the last value up to the next power of two; for lists in which a value may stand twice."""
    length = 1 << max(len(values) - 1, 0).bit_length()
    return [*values, *[values[-1]] * (length - len(values))] if values else []
