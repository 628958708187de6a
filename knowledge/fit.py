"""Everything learned from a roadmap, as one value that becomes bytes and back."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt
import Stemmer

from knowledge import languages, matcher
from knowledge.calibration import Calibration, Logistic
from knowledge.corpus import Corpus
from knowledge.features import Dictionary, Embedder, Features
from knowledge.linear import Linear, Spread
from knowledge.matcher import Matcher
from knowledge.model import Roadmap
from knowledge.names import Lexicon
from knowledge.neighbours import Neighbours
from knowledge.spelling import Spelling
from knowledge.text import Stem, stemmer
from knowledge.thesaurus import Thesaurus

_NEIGHBOURS: Final = tuple(each.name for each in fields(Neighbours))


@dataclass(frozen=True, slots=True)
class Fit:
    """What a roadmap's texts taught: which subject, which kind of question, which words."""

    subjects: Matcher
    kinds: Matcher
    spelling: Spelling
    language: str

    @property
    def sentence_model(self) -> str | None:
        """Name the sentence model that takes part; None where words alone decide."""
        embedder = self.subjects.features.embedder
        return embedder.name if embedder else None


def learn(roadmap: Roadmap, embedder: Embedder | None = None, spread: Spread = map) -> Fit:
    """Fit both classifiers to a roadmap; deterministic, some seconds for the one we ship."""
    lexicon = Lexicon(roadmap)
    texts = Corpus.of(roadmap, lexicon)
    stem = languages.stem_of(roadmap)
    spelling = Spelling.of([*texts.words(), *lexicon.words()], stem)
    subjects = matcher.fit(texts.subjects, texts.thesaurus, embedder, spread)
    return Fit(
        subjects, matcher.fit(texts.kinds, Thesaurus({}, stem), spread=spread), spelling, roadmap.identity.language
    )


def fingerprint(roadmap: Roadmap, embedder: Embedder | None = None) -> str:
    """Name a fit by all that it depends on: the roadmap as it was read, its language, the sentence model, our code."""
    parts = (roadmap.digest, Stemmer.version(), embedder.name if embedder else "")
    digest = hashlib.sha256("\n".join(parts).encode())
    for path in (*languages.learned_from(roadmap), *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def to_bytes(fit: Fit) -> bytes:
    """Write a fit into bytes."""
    buffer = io.BytesIO()
    write(fit, buffer)
    return buffer.getvalue()


def write(fit: Fit, file: BinaryIO) -> None:
    """Write a fit as an npz archive: arrays and JSON, nothing that runs when it is read."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for name, part in (("subjects", fit.subjects), ("kinds", fit.kinds)):
        arrays[f"{name}_weights"] = part.model.weights
        arrays[f"{name}_bias"] = part.model.bias
        arrays[f"{name}_idf"] = part.features.idf
        dictionary = part.features.look_up(fit.spelling.counts)
        arrays |= {f"{name}_word_ends": dictionary.ends, f"{name}_word_columns": dictionary.columns}
        arrays |= {f"{name}_{each}": getattr(part.neighbours, each) for each in _NEIGHBOURS}
        arrays[f"{name}_names"] = _text(
            {
                "labels": part.labels,
                "blocks": part.features.blocks,
                "texts": part.features.texts,
                "concepts": part.features.thesaurus.concepts,
                "insider": (part.calibration.insider.weights, part.calibration.insider.bias),
                "winner": (part.calibration.winner.weights, part.calibration.winner.bias),
            }
        )
    arrays["words"] = _text(fit.spelling.counts)
    arrays["language"] = _text(fit.language)
    np.savez(file, allow_pickle=False, **arrays)


def from_bytes(content: bytes, embedder: Embedder | None = None) -> Fit:
    """Read what `to_bytes` wrote of a fit with the same sentence model; raises ValueError where it is anything else."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            language = json.loads(arrays["language"].tobytes())
            stem = stemmer(language)
            spelling = Spelling(json.loads(arrays["words"].tobytes()), stem)
            places = {word: place for place, word in enumerate(spelling.counts)}
            subjects = _matcher(arrays, "subjects", stem, places, embedder)
            return Fit(subjects, _matcher(arrays, "kinds", stem, places), spelling, language)
    # A damaged archive fails in zipfile, zlib, struct, numpy or json, each with errors of its own.
    except Exception as error:
        raise ValueError(f"this is no fit: {error}") from error


def _matcher(
    arrays: Mapping[str, npt.NDArray[Any]],
    name: str,
    stem: Stem,
    places: Mapping[str, int],
    embedder: Embedder | None = None,
) -> Matcher:
    names = json.loads(arrays[f"{name}_names"].tobytes())
    thesaurus = Thesaurus(names["concepts"], stem)
    dictionary = Dictionary(places, arrays[f"{name}_word_ends"], arrays[f"{name}_word_columns"])
    features = Features(
        names["blocks"], arrays[f"{name}_idf"], names["texts"], thesaurus, embedder, dictionary=dictionary
    )
    model = Linear(arrays[f"{name}_weights"], arrays[f"{name}_bias"])
    insider, winner = (Logistic(tuple(weights), bias) for weights, bias in (names["insider"], names["winner"]))
    shape = (len(features), len(names["labels"]) + 1)
    counted = sum(map(len, features.blocks)) == len(features.idf)
    neighbours = Neighbours(**{each: arrays[f"{name}_{each}"] for each in _NEIGHBOURS})
    if not (
        counted
        and dictionary.fits(len(features.idf))
        and neighbours.index(len(features.idf), shape[1])
        and model.weights.shape == shape
        and model.bias.shape == shape[1:]
    ):
        raise ValueError("its parts do not belong together")
    return Matcher(names["labels"], features, model, Calibration(insider, winner), neighbours)


def _text(value: object) -> npt.NDArray[np.uint8]:
    return np.frombuffer(json.dumps(value).encode(), np.uint8)
