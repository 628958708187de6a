"""A picture in at most 256 colours: text on plain ground loses nothing that is seen, and two thirds of its weight."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

COLOURS = 256
STEP = 4
"""Shades that lie closer together than this are taken for one where there are too many."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
EIGHT_BITS, INDEXED = 8, 3


def png(width: int, height: int, rgba: bytes) -> bytes:
    """Write pixels, four bytes each, as an indexed PNG."""
    pixels = np.frombuffer(rgba, np.uint8).reshape(height * width, 4)[:, :3]
    colours, index = _indexed(pixels)
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = index.reshape(height, width)
    header = struct.pack(">IIBBBBB", width, height, EIGHT_BITS, INDEXED, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"PLTE", colours.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    return SIGNATURE + b"".join(_chunk(kind, data) for kind, data in parts)


def _indexed(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Keep the most frequent colours; every other becomes the nearest of them."""
    red, green, blue = pixels.astype(np.uint32).T
    packed, index, counts = np.unique(red << 16 | green << 8 | blue, return_inverse=True, return_counts=True)
    colours = np.stack((packed >> 16, packed >> 8 & 255, packed & 255), axis=1).astype(np.uint8)
    kept = np.argsort(-counts, kind="stable")[:COLOURS]
    if len(colours) > COLOURS:
        # Frequent shades crowd together; of those that differ by less than a step, the most frequent stands for all.
        ranked = np.argsort(-counts, kind="stable")
        _, first = np.unique(colours[ranked] // STEP, axis=0, return_index=True)
        kept = ranked[np.sort(first)[:COLOURS]]
    distance = ((colours[:, None, :].astype(np.int32) - colours[kept][None].astype(np.int32)) ** 2).sum(axis=2)
    nearest = distance.argmin(axis=1).astype(np.uint8)
    return np.ascontiguousarray(colours[kept]), nearest[index.reshape(-1)]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
