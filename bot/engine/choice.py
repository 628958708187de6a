"""The engine of a start: chosen by its settings and by what is installed, and named for who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeAlias

from bot.announcements import Announcement, Without
from bot.engine.weights import WeightsError, brief, in_folder, pinned, pinned_folder
from bot.settings import SentenceModelWish
from knowledge.features import Embedder

NEEDED: Final = ("onnxruntime", "tokenizers", "huggingface_hub")
EXTRA: Final = "roadmap-bot[semantic]"


@dataclass(frozen=True, slots=True)
class WithSentences:
    """A sentence model takes part."""

    embedder: Embedder


@dataclass(frozen=True, slots=True)
class ByWords:
    """Words alone decide."""

    reason: str
    wanted: bool = False
    """Whether a sentence model was to take part: then something is wrong."""


Engine: TypeAlias = WithSentences | ByWords


def choose(wish: SentenceModelWish | None, tell: Callable[[Announcement], None]) -> Engine:
    """Make ready what is wished for; where that cannot be had, tell so once and go on by words alone."""
    if wish == "off":
        return ByWords("SENTENCE_MODEL is off.")
    if wish is None and _missing():
        return ByWords(f"{EXTRA} is not installed.")
    try:
        return WithSentences(_made_ready(wish, tell))
    except WeightsError as error:
        tell(Without(str(error)))
        return ByWords(str(error), wanted=True)


def described(engine: Engine) -> str:
    """Say in a line what answers, and why nothing more does."""
    match engine:
        case WithSentences(embedder=embedder):
            return f"words and the sentence model {embedder.name}."
        case ByWords(reason=reason):
            return f"words alone: {reason}"


def _missing() -> list[str]:
    return [name for name in NEEDED if find_spec(name) is None]


def _made_ready(folder: Path | None, tell: Callable[[Announcement], None]) -> Embedder:
    missing = _missing()
    if missing:
        what = f"SENTENCE_MODEL: {folder} cannot be used without {', '.join(missing)}."
        raise WeightsError(f"{what} Install {EXTRA}, or write off.")
    weights = in_folder(folder) if folder is not None else pinned(pinned_folder(), tell)
    # Installed or not, a runtime may fail to load: its libraries belong to another system, or to another version.
    try:
        from bot.engine.sentences import load  # noqa: PLC0415 - most starts have no such runtime
    except (ImportError, OSError) as error:
        raise WeightsError(
            f"Sentence models cannot be computed here ({brief(error)}). Install {EXTRA} again."
        ) from error
    return load(weights)
