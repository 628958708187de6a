"""The guide: a question in, what the roadmap says about it out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from knowledge import composing, graph
from knowledge.answers import Answer, Answered, NotKnown, Outcome, Suggested, Why
from knowledge.fit import Fit
from knowledge.kinds import MASKS, QuestionKind, mask
from knowledge.matcher import Candidate, Match
from knowledge.model import FailureMode, Group, Pattern, Roadmap, Term, Topic
from knowledge.names import Lexicon, Mention
from knowledge.spelling import Repair
from knowledge.text import readable, stem, tokens

QUESTION_LIMIT = 1000
MOST_QUESTIONS = 3
SURE = 0.47
"""From this probability on an answer is given; below, a wrong one would come too often."""
AGREED = 0.38
"""The same for the kind of question where the words around a name point to that very entry."""
DOUBTFUL = 0.25
"""Below this probability not even suggestions are worth reading."""
_ASKS_SECOND = frozenset({"before", "for", "to", "until"})
_ASKS_FIRST = frozenset(
    {"without", "need", "needs", "require", "requires", "depend", "depends", "rely", "relies", "if", "when", "lean"}
)
_AGAINST = frozenset({"vs", "versus"})
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_BREAK = re.compile(r"(?<=\?)\s+|\n+|\s+(?=and (?:what|which|how|when|where|why|who|is|do|does|can)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood."""

    text: str
    words: tuple[str, ...]
    repairs: tuple[Repair, ...]
    mentions: tuple[Mention, ...]

    def patterns(self, roadmap: Roadmap) -> list[Pattern]:
        """Give the patterns named, in order; a term stands for the post that teaches it."""
        found: dict[str, Pattern] = {}
        for mention in self.mentions:
            if isinstance(mention.entry, Pattern):
                found.setdefault(mention.entry.slug, mention.entry)
            elif isinstance(mention.entry, Term):
                host = roadmap.pattern(mention.entry.hosts[0])
                found.setdefault(host.slug, host)
        return list(found.values())

    def groups(self) -> list[Group]:
        """Give the groups named, in order."""
        found = {mention.entry.slug: mention.entry for mention in self.mentions if isinstance(mention.entry, Group)}
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a message: an outcome for each question in it, and how many were left out."""

    outcomes: tuple[Outcome, ...]
    left_out: int = 0


class Guide:
    """Knows one roadmap and what was learned from it."""

    def __init__(self, roadmap: Roadmap, fit: Fit) -> None:
        """Take a roadmap and its fit."""
        self.roadmap = roadmap
        self.fit = fit
        self.lexicon = Lexicon(roadmap)
        self._passages: dict[str, Topic | FailureMode] = {topic.slug: topic for topic in roadmap.topics}
        self._passages |= {mode.slug: mode for mode in roadmap.failure_modes}

    def ask(self, message: str) -> Reply:
        """Answer a message: one question, or up to three that each stand on their own."""
        text = readable(message)
        if not tokens(text):
            return Reply((NotKnown(text, "There is no question in that."),))
        if len(text) > QUESTION_LIMIT:
            reason = f"That is {len(text):,} characters. Ask in at most {QUESTION_LIMIT:,}."
            return Reply((NotKnown(text[:QUESTION_LIMIT], reason),))
        several = self._several(message)
        return Reply(tuple(several[:MOST_QUESTIONS]), max(0, len(several) - MOST_QUESTIONS))

    def read(self, text: str) -> Reading:
        """Say which words and names stand in `text`."""
        raw = tokens(text)
        known = [word in self.fit.spelling.counts for word in raw]
        words, repairs = self.fit.spelling.repair(raw)
        return Reading(text, words, repairs, self.lexicon.find(words, known))

    def why(self, question: str, slug: str | None = None) -> Why:
        """Explain the answer to `question`, or why `slug` came up in it."""
        reading = self.read(readable(question))
        match = self.fit.subjects.match(reading.words)
        label = slug or match.candidates[0].label
        shares = self.fit.subjects.reasons(reading.words, label) if label in self.fit.subjects.labels else []
        strongest = [word for word, share in shares if share > 0.05][:6]  # noqa: PLR2004 - below, a word decides nothing
        row = next(iter(graph.rows(self.roadmap, label)), None)
        likeness = fuzz.token_set_ratio(_stems(question), _stems(row.situation)) if row else None
        return Why(tuple(dict.fromkeys(strongest)), reading.repairs, match.candidates[:3], likeness, row)

    def _several(self, message: str) -> list[Outcome]:
        parts = [readable(part) for part in _BREAK.split(message)]
        parts = [part for part in parts if tokens(part)]
        whole = self._one(readable(message))
        if len(parts) < 2:  # noqa: PLR2004 - one question
            return [whole]
        outcomes = [self._one(part) for part in parts]
        answers = [outcome.answer for outcome in outcomes if isinstance(outcome, Answered)]
        distinct = {(answer.kind, answer.patterns, answer.groups) for answer in answers}
        named = any(self.read(part).mentions for part in parts)
        return outcomes if named and len(answers) == len(parts) == len(distinct) else [whole]

    def _one(self, text: str) -> Outcome:
        reading = self.read(text)
        match = self._cause_first(reading.words, self.fit.subjects.match(reading.words))
        if reading.mentions:
            outcome = self._about_names(reading, match)
            if outcome is not None:
                return outcome
        return self._about_subject(reading, match)

    def _cause_first(self, words: Sequence[str], match: Match) -> Match:
        """Put a cause's pattern before its symptom's where the words tell of the cause."""
        first = match.candidates[0].label
        stems = set(map(stem, words))
        for rule in self.roadmap.causes:
            named = next((candidate for candidate in match.candidates[1:4] if candidate.label == rule.cause), None)
            if first != rule.symptom or named is None:
                continue
            if stems & set(map(stem, rule.words)) and not stems & set(map(stem, rule.unless)):
                rest = [candidate for candidate in match.candidates if candidate is not named]
                return replace(match, candidates=(named, *rest))
        return match

    def _about_names(self, reading: Reading, match: Match) -> Outcome | None:
        """Answer a question that names entries, by the kind of question it is."""
        brief = self._brief(reading)
        if brief is not None:
            return brief
        named = {pattern.slug for pattern in reading.patterns(self.roadmap)}
        best = match.candidates[0].label
        wish = self._wish(reading, match)
        # A question that is about what it names, by its other words too, needs less to show what it wants to know.
        near = {candidate.label for candidate in match.candidates[:3]}
        enough = AGREED if near & named else SURE
        if wish is None or wish.score < enough:
            return None
        if match.confidence > wish.score and (best in self._passages or not named):
            return None
        answer = self._compose(wish.label, reading)
        return Answered(reading.text, answer, wish.score) if answer is not None else None

    def _wish(self, reading: Reading, match: Match) -> Candidate | None:
        """Say which kind of question is asked about the names, and how probably; None for a problem that is known."""
        kinds = max((self.fit.kinds.match(clause) for clause in _clauses(reading)), key=lambda kinds: kinds.confidence)
        if _AGAINST & set(reading.words) and len(reading.patterns(self.roadmap)) > 1:
            return Candidate(QuestionKind.COMPARE, max(kinds.confidence, SURE))
        first, *others = kinds.candidates
        if first.label != QuestionKind.PROBLEM:
            return Candidate(first.label, kinds.confidence)
        if match.confidence >= SURE:
            return None
        # It sounds like a problem, but none that the roadmap knows: then it wants the next likely thing.
        second = others[0]
        return Candidate(second.label, self.fit.kinds.probability(second.score, 0.0, kinds.coverage))

    def _brief(self, reading: Reading) -> Outcome | None:
        """Take a message that is but a name as a wish to see that entry."""
        strong = [mention for mention in reading.mentions if not mention.weak]
        if len(strong) == 1 and strong[0].end - strong[0].start == len(reading.words):
            return Answered(reading.text, composing.entry(self.roadmap, strong[0].entry), 1.0)
        return None

    def _compose(self, label: str, reading: Reading) -> Answer | None:
        kind = QuestionKind(label)
        roadmap = self.roadmap
        patterns = reading.patterns(roadmap)
        groups = reading.groups()
        strong = [mention for mention in reading.mentions if not mention.weak]
        match kind:
            case QuestionKind.GROUP if groups or patterns:
                return self._group(patterns, groups)
            case QuestionKind.NEXT | QuestionKind.PREVIOUS if strong:
                entry = patterns[-1] if patterns else groups[0]
                return composing.neighbour(roadmap, entry, kind)
            case QuestionKind.COMPARE if len(patterns) > 1:
                return composing.comparison(roadmap, patterns[:3])
        if not patterns:
            return None
        match kind:
            case QuestionKind.LOOKUP:
                return self._lookup(strong)
            case QuestionKind.PREREQUISITES:
                return self._foundation(reading, patterns)
            case QuestionKind.NEEDED_BY:
                return composing.dependents(roadmap, patterns[0])
            case QuestionKind.SUPPORTS:
                return composing.company(roadmap, patterns[0])
            case QuestionKind.PATH:
                return composing.route(roadmap, patterns[-1])
            case QuestionKind.PITFALL:
                return composing.caution(roadmap, patterns[0])
        return None

    def _lookup(self, mentions: Sequence[Mention]) -> Answer | None:
        """Show the first pattern or term that is named, or else the group."""
        ordered = sorted(mentions, key=lambda mention: mention.sort == "group")
        return composing.entry(self.roadmap, ordered[0].entry) if ordered else None

    def _group(self, patterns: list[Pattern], groups: list[Group]) -> Answer:
        if patterns:
            return composing.membership(self.roadmap, self.roadmap.group_of(patterns[0]), patterns[:1], groups)
        return composing.membership(self.roadmap, groups[0])

    def _foundation(self, reading: Reading, patterns: list[Pattern]) -> Answer:
        """Find who is asked about: "X before Y" and "X for Y" ask about Y, "X without Y" and "X needs Y" about X."""
        if len(patterns) == 1:
            return composing.foundation(self.roadmap, patterns[0])
        first, second = patterns[:2]
        spans = [mention for mention in reading.mentions if mention.sort != "group"]
        between = set(reading.words[spans[0].end : spans[1].start])
        if between & _ASKS_SECOND and not between & _ASKS_FIRST:
            return composing.foundation(self.roadmap, second, first)
        if between & _ASKS_FIRST or second in graph.prerequisites(self.roadmap, first.slug):
            return composing.foundation(self.roadmap, first, second)
        return composing.foundation(self.roadmap, second, first)

    def _about_subject(self, reading: Reading, match: Match) -> Outcome:
        best = match.candidates[0].label
        if match.confidence >= SURE:
            return Answered(reading.text, self.answer_of(best), match.confidence)
        if match.confidence < DOUBTFUL:
            return NotKnown(reading.text, confidence=match.confidence)
        candidates = [self._subject(candidate.label) for candidate in match.candidates[:3]]
        passage = best in self._passages
        kind = self.answer_of(best).kind if passage else QuestionKind.PROBLEM
        return Suggested(reading.text, tuple(candidates), kind, match.confidence)

    def _subject(self, label: str) -> Pattern | Topic | FailureMode:
        return self._passages[label] if label in self._passages else self.roadmap.pattern(label)

    def answer_of(self, label: str) -> Answer:
        """Answer with a subject: a pattern as a remedy, anything else as what the roadmap says.

        Raises KeyError where there is no such subject.
        """
        subject = self._subject(label)
        if isinstance(subject, Pattern):
            return composing.remedy(self.roadmap, subject)
        return composing.passage(self.roadmap, subject)


def _clauses(reading: Reading) -> list[tuple[str, ...]]:
    """Give the question with its names covered: as a whole, and each of its sentences, each with a name."""
    whole = mask(reading.words, reading.mentions)
    clauses = [whole]
    sentences = [tokens(sentence) for sentence in _SENTENCE.split(reading.text)]
    if len([sentence for sentence in sentences if sentence]) > 1:
        start = 0
        last = MASKS[reading.mentions[0].sort == "group"]
        for sentence in sentences:
            end = start + len(sentence)
            inside = [mention for mention in reading.mentions if start <= mention.start and mention.end <= end]
            shifted = [replace(mention, start=mention.start - start, end=mention.end - start) for mention in inside]
            words = mask(reading.words[start:end], shifted)
            clauses.append(words if inside else (words[0], last, *words[1:]))
            start = end
    return clauses


def _stems(text: str) -> str:
    return " ".join(map(stem, tokens(text)))
