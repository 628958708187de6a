"""The card that says how an answer was found."""

from bot.ask.wording import engine_name, named, said, worded
from bot.cards import Block, Card, Field, Text, plain
from knowledge.guide import Guide
from knowledge.matcher import Candidate
from knowledge.model import Pattern, title_of
from knowledge.outcomes import Why

CLOSE = 0.3
"""A lead, on a scale from -1 to +1, that another wording might turn round."""


def why_card(guide: Guide, why: Why, slug: str) -> Card:
    """Show what decided: words, repaired spellings, the decision row and how like it is, the runner-up, the engine."""
    roadmap = guide.roadmap
    blocks: list[Block] = []
    matched = ", ".join(why.matched)
    blocks.append(Field(said(roadmap, "words-decided"), plain(matched or said(roadmap, "no-single-word"))))
    if why.repairs:
        repairs = [said(roadmap, "repair", meant=one.meant, written=one.written) for one in why.repairs]
        blocks.append(Field(said(roadmap, "read-as"), plain(", ".join(repairs))))
    table = said(roadmap, "decision-table")
    if why.row is None:
        blocks.append(Field(table, worded(roadmap, "no-row-first")))
    else:
        alike = "" if why.likeness is None else said(roadmap, "alike", likeness=f"{why.likeness:.0f}")
        row = {"number": str(why.row.number), "situation": why.row.situation}
        blocks.append(Field(table, worded(roadmap, "row-alike", alike=alike, **row)))
    runner_up = next((candidate for candidate in why.candidates if candidate.label != slug), None)
    if runner_up is not None:
        behind = said(roadmap, _behind(why, runner_up, slug))
        told = worded(roadmap, "runner-up-is", name=_name(guide, runner_up), behind=behind)
        blocks.append(Field(said(roadmap, "runner-up"), told))
    blocks.append(engine_field(guide))
    return Card(worded(roadmap, "why-this"), tuple(blocks), private=True)


def engine_field(guide: Guide) -> Field:
    """Say which engine answered."""
    return Field(said(guide.roadmap, "found-by"), plain(engine_name(guide.roadmap, guide.fit.sentence_model)))


def _name(guide: Guide, candidate: Candidate) -> Text:
    subject = guide.subject(candidate.label)
    return named(subject) if isinstance(subject, Pattern) else worded(guide.roadmap, "quoted", name=title_of(subject))


def _behind(why: Why, runner_up: Candidate, slug: str) -> str:
    first = next((candidate.score for candidate in why.candidates if candidate.label == slug), None)
    if first is None or first < runner_up.score:
        return "scored-higher"
    return "close-behind" if first - runner_up.score < CLOSE else "clearly-behind"
