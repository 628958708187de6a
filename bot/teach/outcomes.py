"""What a taught question is answered with."""

from typing import Final

from bot.teach.taught import Taught
from knowledge import composing
from knowledge.guide import Guide
from knowledge.languages import texts
from knowledge.model import Topic
from knowledge.outcomes import Answered

TITLE: Final = 120


def outcome_of(guide: Guide, one: Taught, question: str) -> Answered | None:
    """Answer `question` as it was taught; None where the roadmap no longer has what that names."""
    if one.text is not None:
        topic = topic_of(one, slug_of(one), source=texts(guide.roadmap)("taught-source"))
        return Answered(question, composing.passage(guide.roadmap, topic), 1.0)
    try:
        return Answered(question, guide.answer_of(one.slug or ""), 1.0)
    except KeyError:
        return None


def slug_of(one: Taught) -> str:
    """Name a guild's own answer as the roadmap names what it says."""
    return f"taught-{one.number}"


def topic_of(one: Taught, slug: str, *, source: str) -> Topic:
    """Make of a guild's own answer what the roadmap's files call a topic."""
    title = one.question if len(one.question) <= TITLE else f"{one.question[: TITLE - 1]}…"
    text = one.text or ""
    # Pydantic reads texts into prose.
    values = {"slug": slug, "kind": "about", "title": title, "text": text, "sources": (source,)}
    return Topic(**values, questions=(one.question,))  # type: ignore[arg-type]
