"""The missing step: what lies beneath a pattern, where a wrong answer shows that something does."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.learn.levels import Level
from bot.learn.mastery import Mastery
from knowledge import graph
from knowledge.model import Need, Roadmap


@dataclass(frozen=True, slots=True)
class Missing:
    """A need beneath a pattern, and how well the person knows what is needed; the roadmap's reason stands in it."""

    need: Need
    level: Level
    answered: int = 0
    """Questions of what is needed that the person has answered, of all there are."""
    questions: int = 0
    among_others: bool = True
    """Whether more lies beneath than this."""


def missing_step(roadmap: Roadmap, slug: str, known: Mapping[str, Mastery]) -> Missing | None:
    """Find what a person lacks beneath a pattern.

    That is the first prerequisite, in learning order, of which they have answered nothing; or else the one that they
    remember least, unless all are solid. What has no questions can't be missed.
    """
    beneath = [pattern.slug for pattern in graph.prerequisites(roadmap, slug) if pattern.slug in known]
    untouched = (needed for needed in beneath if known[needed].level is Level.NEW)
    weak = [needed for needed in beneath if known[needed].level is not Level.SOLID]
    lacked = next(untouched, None) or min(weak, key=lambda needed: known[needed].share, default=None)
    if lacked is None:
        return None
    held = known[lacked]
    return Missing(_need(roadmap, slug, lacked), held.level, held.answered, held.questions, len(beneath) > 1)


def _need(roadmap: Roadmap, slug: str, lacked: str) -> Need:
    """Give why it is needed: for the pattern itself where it is, or else for what stands between."""
    between = {slug, *(pattern.slug for pattern in graph.prerequisites(roadmap, slug))}
    stated = [need for need in graph.needed_by(roadmap, lacked) if need.pattern in between]
    return next((need for need in stated if need.pattern == slug), stated[0])
