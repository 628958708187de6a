"""Frames: how gateway messages are packed, as the client asks in the address it connects to."""

import json
import zlib
from typing import Protocol

from .records import Payload

try:
    import zstandard
except ModuleNotFoundError:  # clients take text frames too, whatever they asked for
    zstandard = None  # type: ignore[assignment]


COMPACT = json.JSONEncoder(separators=(",", ":"))


class Packing(Protocol):
    def pack(self, frame: Payload) -> str | bytes:
        """One message, ready to be sent: text as a text frame, bytes as a binary one."""


class Plain:
    def pack(self, frame: Payload) -> str | bytes:
        return COMPACT.encode(frame)


class ZlibStream:
    """One zlib stream a connection; each message ends with a sync flush."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, frame: Payload) -> str | bytes:
        return self._stream.compress(_bytes(frame)) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """One zstd stream a connection; each message ends with a flushed block."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdCompressor().compressobj()

    def pack(self, frame: Payload) -> str | bytes:
        return self._stream.compress(_bytes(frame)) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def packing(compress: str | None) -> Packing:
    """The packing for the `compress` that stands in the gateway's address."""
    if compress == "zlib-stream":
        return ZlibStream()
    if compress == "zstd-stream" and zstandard is not None:
        return ZstdStream()
    return Plain()


def _bytes(frame: Payload) -> bytes:
    return COMPACT.encode(frame).encode()
