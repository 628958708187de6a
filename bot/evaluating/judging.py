"""Judging: one answer held against its label."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.ask.record import Record
from knowledge.graph import prerequisites
from knowledge.kinds import QuestionKind
from knowledge.labels import Label
from knowledge.model import Roadmap

TOP = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an answer was worth."""

    label: Label
    given: Record

    @property
    def first(self) -> bool:
        """Say whether the first pattern of an answer or of suggestions is right."""
        return self.given["patterns"][:1] != [] and self.given["patterns"][0] in self.label.accepted

    @property
    def top(self) -> bool:
        """Say whether a right pattern is among the first three."""
        return not set(self.given["patterns"][:TOP]).isdisjoint(self.label.accepted)

    @property
    def answered(self) -> bool:
        """Say whether it was answered outright."""
        return self.given["outcome"] == "answer"

    @property
    def suggested(self) -> bool:
        """Say whether candidates were offered."""
        return self.given["outcome"] == "suggestions"

    @property
    def right_kind(self) -> bool:
        """Say whether the kind of question was recognised."""
        return self.given["kind"] == self.label.kind


def right(judged: Judgement, roadmap: Roadmap) -> bool:
    """Say whether an answer about the roadmap holds all that its label asks for.

    It has to be an answer outright, about every pattern and the group of the label, mention what it must (of a path:
    so that no pattern comes before what it builds on), and say what it must.
    """
    label, given = judged.label, judged.given
    if label.kind is QuestionKind.NONE:
        return given["outcome"] == "none"
    about = [*given["patterns"], *given["mentions"]]
    groups = [*given["groups"], *(roadmap.pattern(slug).group for slug in given["patterns"][:1])]
    said = given["text"].casefold()
    return (
        judged.answered
        and (not label.gold or _about(label, about))
        and (label.gold_group is None or label.gold_group in groups)
        and set(label.must_mention) <= set(given["mentions"])
        and all(phrase.casefold() in said for phrase in label.must_contain)
        and (label.kind is not QuestionKind.PATH or _in_order(given["mentions"], label.accepted, roadmap))
    )


def _about(label: Label, about: Sequence[str]) -> bool:
    """Say whether an answer is about what it must be: all patterns of a comparison, else one accepted first."""
    if len(label.gold) > 1:
        return set(label.gold) <= set(about)
    return about[:1] != [] and about[0] in label.accepted


def _in_order(mentions: Sequence[str], goals: Sequence[str], roadmap: Roadmap) -> bool:
    """Say whether no pattern of a path comes before what it builds on; what is on no step may be known already."""
    end = next((place for place, slug in enumerate(mentions) if slug in goals), len(mentions) - 1)
    places = {slug: place for place, slug in enumerate(mentions[: end + 1])}
    return all(
        places.get(need.slug, -1) < place for slug, place in places.items() for need in prerequisites(roadmap, slug)
    )
