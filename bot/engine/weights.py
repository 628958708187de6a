"""Weights of a sentence model: the pinned ones, fetched once into the user's cache, or those in a folder."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from bot.announcements import Fetching

REPOSITORY: Final = "sentence-transformers/all-MiniLM-L6-v2"
"""Apache-2.0; 384 numbers a text."""
REVISION: Final = "c9745ed1d9f207416be6d2e6f8de32d1f16199bf"
MODEL: Final = "onnx/model_quint8_avx2.onnx"
"""Quantised to 8 bits: a quarter of the size; of these files the one that is exact on every processor."""
TOKENIZER: Final = "tokenizer.json"
MEGABYTES: Final = 23
PATIENCE: Final = 5.0
"""Seconds to wait for a first sign of the server; a start must not hang on it."""
TITLE: Final = REPOSITORY.rpartition("/")[2]


class WeightsError(Exception):
    """No sentence model is to be had; says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The files of a sentence model."""

    title: str
    model: Path
    tokenizer: Path
    mending: str
    """What to do where they turn out to be damaged."""


def pinned_folder() -> Path:
    """Say where the pinned weights lie once they were fetched."""
    return user_cache_path("roadmap-bot", appauthor=False) / "models" / f"{TITLE}-{REVISION[:12]}"


def pinned(folder: Path, before_fetching: Callable[[Fetching], None]) -> Weights:
    """Find the pinned weights in `folder`, or fetch them there; raises WeightsError."""
    weights = Weights(TITLE, folder / MODEL, folder / TOKENIZER, f"Remove {folder}, so that it is fetched anew.")
    if not (weights.model.is_file() and weights.tokenizer.is_file()):
        before_fetching(Fetching(TITLE, MEGABYTES))
        try:
            _fetch(folder)
        # Networks, proxies and disks fail, each in a library of its own and with errors of its own.
        except Exception as error:
            what = f"The sentence model {TITLE} cannot be fetched ({brief(error)})."
            do = "Start again with a network, name a folder that has it in SENTENCE_MODEL, or write off there."
            raise WeightsError(f"{what} {do}") from error
    return weights


def _fetch(folder: Path) -> None:
    # Read at import: without it the library tells its hub what runs on this machine.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # It takes half a second to import, which a start that finds its weights need not wait for.
    from huggingface_hub import get_hf_file_metadata, hf_hub_download, hf_hub_url  # noqa: PLC0415 - see above
    from huggingface_hub.utils import disable_progress_bars, logging  # noqa: PLC0415 - see above

    disable_progress_bars()
    logging.set_verbosity_error()
    # Nobody's token goes along. The first request is one try; a download tries for half a minute.
    get_hf_file_metadata(hf_hub_url(REPOSITORY, TOKENIZER, revision=REVISION), token=False, timeout=PATIENCE)
    for name in (TOKENIZER, MODEL):
        hf_hub_download(REPOSITORY, name, revision=REVISION, local_dir=folder, token=False)


def in_folder(folder: Path) -> Weights:
    """Find the one ONNX file and the tokenizer in a folder, as exports lay them; raises WeightsError."""
    models = sorted(folder.glob("*.onnx")) or sorted(folder.glob("onnx/*.onnx"))
    plain = [model for model in models if model.name == "model.onnx"]
    tokenizer = folder / TOKENIZER
    if len(plain or models) != 1:
        found = f"several ONNX files ({', '.join(model.name for model in models)})" if models else "no ONNX file"
        raise WeightsError(f"SENTENCE_MODEL: {folder} holds {found}. Put one there and name it model.onnx.")
    if not tokenizer.is_file():
        raise WeightsError(f"SENTENCE_MODEL: {folder} holds no {TOKENIZER}. Put the model's own there.")
    mending = "Export it anew, or name another folder in SENTENCE_MODEL."
    return Weights(folder.resolve().name, (plain or models)[0], tokenizer, mending)


def brief(error: Exception) -> str:
    """Give the first line of what went wrong; some libraries print pages."""
    lines = str(error.__cause__ or error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).strip(" .")[:200]
