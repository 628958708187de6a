"""A sentence model: ONNX weights and their tokenizer become the embedder that `knowledge` takes.

Two forms of export are known: token ids, mask and types in, a vector for each token out, whose mean is taken; or ids
and mask in, one vector out. Each text is computed by itself. An 8-bit model scales its numbers by all that it is
given at once, so that a text among others would have another vector than alone (cosine 0.99), and the same question
not always the same answer; many at a time would save a third of the time of learning.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.engine.weights import Weights, WeightsError, brief
from knowledge.features import Floats

LONGEST: Final = 128
"""Tokens of a text that are read: what such models were trained on."""
REMEMBERED: Final = 512
"""Texts whose vectors are kept: a question is looked at several times, whole and in parts."""
FEW: Final = 32
"""From more texts than that on, all processors share the work, and nothing is kept."""
SOLE: Final = "sentence_embedding"
"""The name that an export gives a vector of the whole text where it also gives others."""
INPUTS: Final = (("input_ids", "i"), ("attention_mask", "a"), ("token_type_ids",))
"""What a model may ask for: the tokens, which of them count, and which of two texts they belong to."""
PROBES: Final = ("queue", "checkout hangs whenever the vendor is slow")
OF_EACH_TOKEN: Final = 3
"""Dimensions of an output that has a vector for each token of each text."""


class SentenceModel:
    """A sentence model in this process; threads may share it."""

    def __init__(self, weights: Weights) -> None:
        """Read the weights and try them; raises what the libraries raise, `load` something better."""
        self.name = f"{weights.title} {_fingerprint(weights)[:12]}"
        self._tokenizer = Tokenizer.from_file(str(weights.tokenizer))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()
        self._session = _session(weights.model)
        self._inputs = [(one.name, _place_of(one.name)) for one in self._session.get_inputs()]
        outputs = [one.name for one in self._session.get_outputs()]
        self._output = SOLE if SOLE in outputs else outputs[0]
        sizes = {len(self._computed(text)) for text in PROBES}
        if len(sizes) > 1:
            raise ValueError(f"{self._output} has another size for every text")
        (self.size,) = sizes
        self._kept = lru_cache(REMEMBERED)(self._computed)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Give an array of shape (texts, size), each row of unit length."""
        if len(texts) <= FEW:
            rows = [self._kept(text) for text in texts]
        else:
            # The runtime lets other threads run while it computes; its own would wait for each other.
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                rows = list(threads.map(self._computed, texts))
        return np.array(rows, np.float32).reshape(len(texts), self.size)

    def _computed(self, text: str) -> Floats:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        given = (ids, np.ones_like(ids), np.zeros_like(ids))
        (out,) = self._session.run([self._output], {name: given[place] for name, place in self._inputs})
        vector: Floats = np.asarray(out[0].mean(axis=0) if out.ndim == OF_EACH_TOKEN else out[0], np.float32)
        if vector.ndim != 1 or not np.isfinite(vector).all() or not vector.any():
            raise ValueError(f"{self._output} is no vector of a text")
        vector /= np.linalg.norm(vector)
        return vector


def load(weights: Weights) -> SentenceModel:
    """Load a sentence model; raises WeightsError where its files are damaged or of another kind."""
    try:
        return SentenceModel(weights)
    # Both libraries raise errors of their own, and bare Exceptions.
    except Exception as error:
        what = f"The sentence model {weights.model} cannot be used ({brief(error)})."
        raise WeightsError(f"{what} {weights.mending}") from error


def _session(model: Path) -> Any:
    options = onnxruntime.SessionOptions()
    # One question is too little work to share: with two threads it takes twice as long.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _place_of(name: str) -> int:
    """Say which of ids, mask and types an input of the model wants."""
    for place, names in enumerate(INPUTS):
        if name in names:
            return place
    raise ValueError(f'it asks for "{name}", and gets only {", ".join(names[0] for names in INPUTS)}')


def _fingerprint(weights: Weights) -> str:
    """Name all that a vector depends on: the weights, wherever they lie beside the model, the tokenizer, our code."""
    beside = sorted(weights.model.parent.glob(f"{weights.model.name}*"))
    digest = hashlib.sha256()
    for path in (*beside, weights.tokenizer, Path(__file__)):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
