"""Follow-ups: what "and what goes with it?" asks, after an answer about Saga.

They are told by closed lists of words: a message with any other word in it is a question of its own, and stands for
itself. What was carried over wrongly would be worse than nothing.
"""

from dataclasses import dataclass
from typing import TypeAlias

from bot.ask.followup_words import ABOUT, ASKS, BUILDS_ON, INSTEAD, IT, LINKS, LONGEST, NEED, OF_GROUPS, WITHIN, WORDED
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
    if not 0 < len(tokens(text)) <= LONGEST:
        return None
    reading = guide.read(text)
    if reading.mentions:
        return _naming(guide.roadmap, subject, reading)
    kind = _kind(tokens(text))
    if kind is None:
        return None
    name = None if subject is None else _name(guide.roadmap, subject, kind)
    if name is not None:
        return Carried(WORDED[kind].format(name))
    # Without "it" the question may be about the roadmap as a whole, which can be answered.
    refers = subject is not None or IT & set(tokens(text)) or isinstance(guide.ask(text).outcomes[0], NotKnown)
    return Unclear(WORDED[kind].format(_example(guide.roadmap, subject))) if refers else None


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
    said = set(rest)
    needs = rest[:1] == ("does",) and IT & said and said <= NEED | WITHIN and bool(NEED & said)
    compares = said <= INSTEAD | WITHIN and _compares(rest)
    again = bool(rest) and said <= ABOUT and "about" in said
    if not compares and not again and not needs:
        return None
    if subject is None:
        # "What about Saga?" shows it by itself; to compare it takes two.
        return Unclear(f"{roadmap.patterns[0].name} or {other.name}?") if (compares or needs) and IT & said else None
    if again:
        return _again(subject, other)
    own = [slug for slug in subject.slugs if roadmap.is_pattern(slug) and slug != other.slug]
    if len(own) != 1 or len(subject.slugs) != 1:
        return None
    name = roadmap.pattern(own[0]).name
    return Carried(f"does {name} need {other.name}?" if needs else f"{name} vs {other.name}")


def _compares(rest: tuple[str, ...]) -> bool:
    """Say whether the words around a name set it against what was spoken of."""
    said = set(rest)
    if "why" in said:
        return "not" in said or "instead" in said or bool({"isnt", "arent"} & said)
    if {"vs", "versus", "instead", "compare", "compared", "difference", "differ", "different"} & said:
        return True
    if "better" in said or "rather" in said or "prefer" in said:
        return bool(IT & said or "or" in said or "than" in said)
    return rest[:1] == ("or",) or rest[:2] == ("and", "not")


def _again(subject: Subject, other: Pattern) -> FollowUp:
    """Ask of another what was asked before; a problem has no other pattern, so that is shown itself."""
    worded = WORDED.get(subject.kind, WORDED[QuestionKind.LOOKUP])
    return Carried(worded.format(other.name))


def _kind(words: tuple[str, ...]) -> QuestionKind | None:
    """Say which kind of question is asked, where nothing is named and no word says anything else."""
    said = set(words)
    if not (said - LINKS):
        return QuestionKind.NEXT if words[-2:] in (("and", "then"), ("so", "then")) or words == ("then",) else None
    if _asks_for_dependents(words):
        return QuestionKind.NEEDED_BY
    for kind, telling, others in ASKS:
        if telling & said and said <= telling | others | WITHIN and _fits(kind, words):
            return kind
    return QuestionKind.LOOKUP if _asks_what_it_is(words) else None


def _fits(kind: QuestionKind, words: tuple[str, ...]) -> bool:
    """Tell apart what the lists alone cannot."""
    said = set(words)
    match kind:
        case QuestionKind.NEEDED_BY:
            return bool(BUILDS_ON & said and IT & said)
        case QuestionKind.PREREQUISITES:
            # "What do we need?" may be anything; "before that" and "first" are said of what was answered.
            # "What is the first thing to read?" is about the roadmap.
            if "thing" in said:
                return False
            return not {"we", "i", "you"} & said or bool({"before", "beforehand", "first"} & said or IT & said)
        case QuestionKind.PATH:
            return not {"way", "get"} & said or bool("there" in said or ({"get", "to"} & said and IT & said))
        case QuestionKind.PITFALL:
            return not {"catch", "bite", "careful"} & said or bool(IT & said or {"catch"} & said)
        case QuestionKind.SUPPORTS:
            return not {"goes", "work", "works"} & said or bool({"with", "along", "alongside", "together"} & said)
        case _:
            return True


def _asks_for_dependents(words: tuple[str, ...]) -> bool:
    """Say whether others are asked for that need what was answered: "what builds on it", "what else needs that"."""
    verbs = [place for place, word in enumerate(words) if word in BUILDS_ON]
    if not verbs or not set(words) <= BUILDS_ON | WITHIN | {"who", "else", "upon", "anything", "something"}:
        return False
    before, after = words[: verbs[-1]], words[verbs[-1] + 1 :]
    # "What does it need?" has it before the verb.
    return bool(IT & set(after)) and not IT & set(before) and not {"do", "does", "i", "we", "you"} & set(before)


def _asks_what_it_is(words: tuple[str, ...]) -> bool:
    told = tuple(word for word in words if word not in LINKS)
    return told in {
        ("what", "is", "it"),
        ("what", "is", "that"),
        ("what", "is", "this"),
        ("whats", "it"),
        ("whats", "that"),
        ("whats", "this"),
        ("what", "does", "it", "do"),
        ("what", "does", "that", "do"),
        ("how", "does", "it", "work"),
        ("how", "does", "that", "work"),
        ("tell", "me", "about", "it"),
        ("what", "about", "it"),
    }


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
    patterns = guide.roadmap.patterns
    anything = (Subject(QuestionKind.PROBLEM, (pattern.slug,)) for pattern in (patterns[0], patterns[-1]))
    return any(resolve(guide, subject, message) is not None for subject in anything)
