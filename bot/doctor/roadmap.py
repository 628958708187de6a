"""The roadmap: whether it can be read, and whether it has been learned."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.findings import Finding, fault, ok, warning
from bot.engine.choice import ByWords, Engine, WithSentences, choose, described
from bot.fits import cache_folder, is_learned
from bot.settings import SentenceModelWish
from knowledge.faults import RoadmapError
from knowledge.loader import load

SUBJECT = "roadmap"
ENGINE = "engine"


def examine(folder: Path, sentence_model: SentenceModelWish | None) -> Iterator[Finding]:
    """Read a roadmap, and look at what finds answers in it and whether that was learned."""
    try:
        roadmap = load(folder)
    except RoadmapError as error:
        yield from (fault(SUBJECT, f"{folder}/{told}") for told in error.faults)
        return
    words = roadmap.identity.words
    entries = _counted(len(roadmap.patterns), words.entry, words.entries)
    questions = _counted(len(roadmap.questions), "question", "questions")
    yield ok(SUBJECT, f"{roadmap.identity.title}: {entries}, {questions}, no faults.")
    engine = choose(sentence_model, lambda _: None)
    yield _engine(engine)
    embedder = engine.embedder if isinstance(engine, WithSentences) else None
    yield _learned(cache_folder(), learned=is_learned(roadmap, embedder=embedder))


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _engine(engine: Engine) -> Finding:
    if isinstance(engine, ByWords) and engine.wanted:
        return warning(ENGINE, "Answers are found by words alone, without the sentence model.", engine.reason)
    return ok(ENGINE, f"Answers are found by {described(engine)}")


def _learned(cache: Path, *, learned: bool) -> Finding:
    if learned:
        return ok(SUBJECT, f"What was learned from it is kept in {cache}.")
    if can_write_in(cache):
        return ok(
            SUBJECT, f"It is not learned yet: the next start takes some seconds more. What it learns goes to {cache}."
        )
    return warning(
        SUBJECT,
        f"What is learned from it cannot be kept in {cache}: each start takes some seconds more.",
        "Give the bot the right to write there, or set XDG_CACHE_HOME.",
    )


def can_write_in(folder: Path) -> bool:
    """Say whether files can be made in a folder, or the folder itself where it is not there yet."""
    nearest = next((place for place in (folder, *folder.absolute().parents) if place.exists()), None)
    return nearest is not None and nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
