"""Follow-ups: what "and what goes with it?" asks, after an answer about Saga.

They are told by closed lists of words: a message with any other word in it is a question of its own, and stands for
itself. What was carried over wrongly would be worse than nothing.
"""

from dataclasses import dataclass
from typing import TypeAlias

from bot.ask.followup_words import LONGEST, OF_GROUPS, Ask, FollowUpWords, followup_words
from bot.ask.wording import said as said_of
from knowledge.guide import Guide
from knowledge.kinds import QuestionKind
from knowledge.model import Group, Pattern, Roadmap
from knowledge.outcomes import NotKnown
from knowledge.reading import Reading
from knowledge.text import readable, tokens


@dataclass(frozen=True, slots=True)
class Subject:
    """What was answered last: the kind of question, and the pattern, the two that were compared, or the group."""

    kind: QuestionKind
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A follow-up, written out as the question that it stands for."""

    question: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """A follow-up whose "it" may be anything; `example` shows how to name it."""

    example: str


FollowUp: TypeAlias = Carried | Unclear | None
"""None is a question of its own."""


def resolve(guide: Guide, subject: Subject | None, message: str) -> FollowUp:
    """Say what a message asks after `subject` was spoken of."""
    text = readable(message)
    if not _is_short(text):
        return None
    reading = guide.read(text)
    if reading.mentions:
        return _naming(guide.roadmap, subject, reading)
    words = followup_words(guide.roadmap)
    kind = _kind(words, tokens(text))
    if kind is None:
        return None
    name = None if subject is None else _name(guide.roadmap, subject, kind)
    if name is not None:
        return Carried(_worded(guide.roadmap, kind, name))
    # Without "it" the question may be about the roadmap as a whole, which can be answered.
    refers = subject is not None or words.it & set(tokens(text)) or isinstance(guide.ask(text).outcomes[0], NotKnown)
    return Unclear(_worded(guide.roadmap, kind, _example(guide.roadmap, subject))) if refers else None


def _example(roadmap: Roadmap, subject: Subject | None) -> str:
    """Name what may be meant: of two that were compared the first."""
    spoken_of = () if subject is None else (slug for slug in subject.slugs if roadmap.is_pattern(slug))
    return roadmap.name(next(iter(spoken_of), roadmap.patterns[0].slug))


def _naming(roadmap: Roadmap, subject: Subject | None, reading: Reading) -> FollowUp:
    """Read "why not bulkhead?" and "what about bulkhead?", which name one thing and leave out the other."""
    (first, *others) = reading.mentions
    named = reading.patterns(roadmap)
    if others or len(named) != 1 or isinstance(first.entry, Group):
        return None
    rest = (*reading.words[: first.start], *reading.words[first.end :])
    other = named[0]
    words, said = followup_words(roadmap), frozenset(rest)
    asks_need = bool(words.needs_first.intersection(rest[:1]) and words.needs & said)
    needs = asks_need and bool(words.it & said) and said <= words.needs | words.within
    compares = said <= words.instead | words.within and _compares(words, rest)
    again = " ".join(rest) in words.again_alone or (said <= words.again | words.links and bool(words.again_says & said))
    if not compares and not again and not needs:
        return None
    if subject is None:
        # "What about Saga?" shows it by itself; to compare it takes two.
        either = said_of(roadmap, "follow-either", name=roadmap.patterns[0].name, other=other.name)
        return Unclear(either) if (compares or needs) and words.it & said else None
    if again:
        return _again(roadmap, subject, other)
    own = [slug for slug in subject.slugs if roadmap.is_pattern(slug) and slug != other.slug]
    if len(own) != 1 or len(subject.slugs) != 1:
        return None
    text = "follow-need" if needs else "follow-compare"
    return Carried(said_of(roadmap, text, name=roadmap.pattern(own[0]).name, other=other.name))


def _compares(words: FollowUpWords, rest: tuple[str, ...]) -> bool:
    """Say whether the words around a name set it against what was spoken of."""
    said = frozenset(rest)
    if words.why & said:
        return words.any_of(words.why_with, said)
    return words.any_of(words.compares, said) or any(_begins(rest, one) for one in words.compares_first)


def _begins(rest: tuple[str, ...], sentence: str) -> bool:
    first = tuple(sentence.split())
    return rest[: len(first)] == first


def _again(roadmap: Roadmap, subject: Subject, other: Pattern) -> FollowUp:
    """Ask of another what was asked before; a problem has no other pattern, so that is shown itself."""
    asked = {ask.kind for ask in followup_words(roadmap).asks}
    return Carried(_worded(roadmap, subject.kind if subject.kind in asked else QuestionKind.LOOKUP, other.name))


def _worded(roadmap: Roadmap, kind: QuestionKind, name: str) -> str:
    return said_of(roadmap, f"follow-{kind.value.replace('_', '-')}", name=name)


def _kind(words: FollowUpWords, message: tuple[str, ...]) -> QuestionKind | None:
    """Say which kind of question is asked, where nothing is named and no word says anything else."""
    said = frozenset(message)
    if not (said - words.links):
        goes_on = " ".join(message[-2:]) in words.then or " ".join(message) in words.then_alone
        return QuestionKind.NEXT if goes_on else None
    if _asks_for_dependents(words, message):
        return QuestionKind.NEEDED_BY
    for ask in words.asks:
        if ask.says & said and said <= ask.says | ask.also | words.within and _fits(words, ask, said):
            return ask.kind
    return QuestionKind.LOOKUP if _asks_what_it_is(words, message) else None


def _fits(words: FollowUpWords, ask: Ask, said: frozenset[str]) -> bool:
    """Tell apart what the lists alone cannot."""
    if ask.unless & said:
        return False
    due = (one for one in ask.conditions if not one.when or one.when & said)
    return all(words.any_of(one.then, said) for one in due)


def _asks_for_dependents(words: FollowUpWords, message: tuple[str, ...]) -> bool:
    """Say whether others are asked for that need what was answered: "what builds on it", "what else needs that"."""
    verbs = [place for place, word in enumerate(message) if word in words.builds_on]
    if not verbs or not set(message) <= words.builds_on | words.within | words.builds_on_also:
        return False
    before, after = set(message[: verbs[-1]]), set(message[verbs[-1] + 1 :])
    # "What does it need?" has it before the verb.
    return bool(words.it & after) and not (words.it | words.builds_on_not_before) & before


def _asks_what_it_is(words: FollowUpWords, message: tuple[str, ...]) -> bool:
    return " ".join(word for word in message if word not in words.links) in words.what_it_is


def _name(roadmap: Roadmap, subject: Subject, kind: QuestionKind) -> str | None:
    """Give the name of what was spoken of; None where it is not one thing, or has no such question."""
    if len(subject.slugs) != 1:
        return None
    entry = roadmap.entries.get(subject.slugs[0])
    if isinstance(entry, Pattern):
        return entry.name
    return entry.name if isinstance(entry, Group) and kind in OF_GROUPS else None


def may_follow(guide: Guide, message: str) -> bool:
    """Say whether a message could be a follow-up of anything: only then it matters what was spoken of."""
    text = readable(message)
    if not _is_short(text):
        return False
    written = guide.written(text)
    if written is not None and guide.roadmap.is_pattern(written):
        # What is known as a problem goes on from nothing.
        return False
    named = guide.read(text).patterns(guide.roadmap)
    # After what a message names itself there is nothing to set it against.
    other = next((pattern for pattern in guide.roadmap.patterns if pattern not in named), guide.roadmap.patterns[0])
    return resolve(guide, Subject(QuestionKind.PROBLEM, (other.slug,)), message) is not None


def _is_short(text: str) -> bool:
    return 0 < len(tokens(text)) <= LONGEST
