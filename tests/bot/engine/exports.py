"""Sentence models for tests, written as an exporter writes them: ONNX by hand, and a tokenizer.

A model looks up a vector for each word; one form gives these out, the other their mean. ONNX files are Protocol
Buffers: fields with a number each, of which these few are enough.
"""

import json
import struct
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ADVICE = "onnxruntime is not here: the tests of sentence models are skipped. `make test-semantic` runs them."
VECTORS = {"[UNK]": (0.0, 0.0, 0.1), "queue": (1.0, 0.0, 0.0), "slow": (0.0, 3.0, 4.0), "checkout": (0.0, 1.0, 0.0)}
STANDARD = ("input_ids", "attention_mask", "token_type_ids")
FLOAT, INT64 = 1, 7
INTS, INT = 7, 2


def is_there() -> bool:
    """Whether tests can have the runtime of sentence models."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "tokenizers", "huggingface_hub"))


def folder(path: Path, model: bytes, name: str = "model.onnx", /, **tokenizer: Any) -> Path:
    """Write a model and its tokenizer."""
    (path / name).parent.mkdir(parents=True, exist_ok=True)
    (path / name).write_bytes(model)
    (path / "tokenizer.json").write_bytes(words(**tokenizer))
    return path


def words(**more: Any) -> bytes:
    """Write a tokenizer that knows a few words; like those of real models it pads, unless it is told not to."""
    padding: dict[str, Any] = {"strategy": {"Fixed": 128}, "direction": "Right", "pad_to_multiple_of": None}
    padding |= {"pad_id": 0, "pad_type_id": 0, "pad_token": "[UNK]"}
    places = {word: place for place, word in enumerate(VECTORS)}
    tokenizer: dict[str, Any] = {
        "version": "1.0",
        "truncation": None,
        "padding": padding,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": places, "unk_token": "[UNK]"},
    }
    return json.dumps(tokenizer | more).encode()


def of_tokens(inputs: tuple[str, ...] = STANDARD, output: str = "last_hidden_state") -> bytes:
    """Write the standard form: a vector for each token."""
    look_up = _node("Gather", ("table", inputs[0]), output)
    return _model([look_up], inputs, [(output, 3)])


def of_texts(inputs: tuple[str, ...] = ("i", "a")) -> bytes:
    """Write the other form: one vector for a text."""
    look_up = _node("Gather", ("table", inputs[0]), "each")
    axes = _bytes(1, b"axes") + _number(8, 1) + _number(20, INTS)
    keep = _bytes(1, b"keepdims") + _number(3, 0) + _number(20, INT)
    return _model([look_up, _node("ReduceMean", ("each",), "v", axes, keep)], inputs, [("v", 2)])


def of_both() -> bytes:
    """Write a form that gives out both, and the text's vector by its usual name: the highest of each."""
    axes = _bytes(1, b"axes") + _number(8, 1) + _number(20, INTS)
    keep = _bytes(1, b"keepdims") + _number(3, 0) + _number(20, INT)
    nodes = [
        _node("Gather", ("table", "input_ids"), "token_embeddings"),
        _node("ReduceMax", ("token_embeddings",), "sentence_embedding", axes, keep),
    ]
    return _model(nodes, STANDARD, [("token_embeddings", 3), ("sentence_embedding", 2)])


def _model(nodes: list[bytes], inputs: tuple[str, ...], outputs: list[tuple[str, int]]) -> bytes:
    rows = [value for vector in VECTORS.values() for value in vector]
    shape = _number(1, len(VECTORS)) + _number(1, len(rows) // len(VECTORS))
    table = shape + _number(2, FLOAT) + _bytes(8, b"table") + _bytes(9, struct.pack(f"<{len(rows)}f", *rows))
    graph = b"".join(_bytes(1, node) for node in nodes) + _bytes(2, b"words") + _bytes(5, table)
    graph += b"".join(_bytes(11, _value(name, INT64, 2)) for name in inputs)
    graph += b"".join(_bytes(12, _value(name, FLOAT, dimensions)) for name, dimensions in outputs)
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def _node(sort: str, inputs: tuple[str, ...], output: str, *attributes: bytes) -> bytes:
    taken = b"".join(_bytes(1, name.encode()) for name in inputs)
    settings = b"".join(_bytes(5, attribute) for attribute in attributes)
    return taken + _bytes(2, output.encode()) + _bytes(4, sort.encode()) + settings


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, f"{name} {place}".encode())) for place in range(dimensions))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    parts = []
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])
