"""The guide: a question in, what the roadmap says about it out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from knowledge import composing, graph
from knowledge.answers import Answer, Remedy
from knowledge.fit import Fit
from knowledge.kinds import QuestionKind
from knowledge.matcher import Candidate, Match
from knowledge.model import FailureMode, Group, Pattern, Roadmap, Subject, Topic
from knowledge.names import Lexicon, Mention
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested, Why
from knowledge.reading import Reading
from knowledge.text import readable, stem, tokens

QUESTION_LIMIT = 1000
SURE_OF_PART = 0.65
"""From this probability on one sentence of a question speaks for the whole of it."""
MOST_QUESTIONS = 3
SURE = 0.7
"""From this probability on an answer is given; below, a wrong one would come too often."""
AGREED = 0.38
"""The same for the kind of question where the words around a name point to that very entry."""
CLEAR = 0.8
"""Below this probability a kind of question gives way to a passage that says just what is asked."""
CLEAR_OF_GROUP = 0.93
"""The same where only a group is named: there is more to say of a group than its card does."""
BEHIND = 0.8
"""What scores less far behind the best than this is named beside it: it may be meant as well."""
OTHERS = 2
DOUBTFUL = 0.3
"""Below this probability not even suggestions are worth reading."""
DECIDES = 0.05
"""A word that adds less to the score decides nothing."""
_BREAK = re.compile(r"(?<=\?)\s+|\n+|\s+(?=and (?:what|which|how|when|where|why|who|is|do|does|can)\b)", re.IGNORECASE)


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
        self._groups = {group.slug: group for group in roadmap.groups}

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
        words, repairs = self.fit.spelling.repair(tokens(text))
        known = [word in self.fit.spelling.counts for word in words]
        return Reading(text, words, repairs, self.lexicon.find(words, known))

    def why(self, question: str, slug: str | None = None) -> Why:
        """Explain the answer to `question`, or why `slug` came up in it."""
        reading = self.read(readable(question))
        match = self.fit.subjects.match(reading.words)
        label = slug or match.candidates[0].label
        shares = self.fit.subjects.reasons(reading.words, label) if label in self.fit.subjects.labels else []
        telling = self.fit.subjects.features.telling
        strongest = [word for word, share in shares if share > DECIDES and telling(word)][:6]
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
        match = self._cause_first(reading.words, self._match(reading))
        if reading.mentions:
            outcome = self._about_names(reading, match)
            if outcome is not None:
                return outcome
        return self._about_subject(reading, match)

    def _match(self, reading: Reading) -> Match:
        """Say what a question is about: by all its words, or by one sentence of it where the rest only frames it."""
        tries = [reading.words, reading.without_frame()] if reading.asks_group() else [reading.words]
        whole = max(map(self.fit.subjects.match, tries), key=lambda match: match.confidence)
        if whole.confidence >= SURE:
            return whole
        parts = [self.fit.subjects.match(sentence) for sentence in reading.sentences()]
        best = max((whole, *parts), key=lambda match: match.confidence)
        return best if best.confidence >= SURE_OF_PART else whole

    def _cause_first(self, words: Sequence[str], match: Match) -> Match:
        """Put a cause's pattern before its symptom's where the words tell of the cause."""
        first = match.candidates[0].label
        stems = set(map(stem, words))
        for rule in self.roadmap.causes:
            named = next((candidate for candidate in match.candidates[1:4] if candidate.label == rule.cause), None)
            if first != rule.symptom or named is None:
                continue
            if stems & set(map(stem, rule.words)) and not stems & set(map(stem, rule.unless)):
                symptom, *rest = [candidate for candidate in match.candidates if candidate is not named]
                # Both tell of one trouble: what decides is how far the third is behind.
                margin = symptom.score - rest[0].score if rest else 1.0
                confidence = self.fit.subjects.probability(match, symptom.score, margin)
                return replace(match, candidates=(named, symptom, *rest), confidence=confidence)
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
        clear = CLEAR if named else CLEAR_OF_GROUP
        if best in self._passages and match.confidence >= SURE and wish.score < clear:
            return None
        answer = self._compose(wish.label, reading)
        return Answered(reading.text, answer, wish.score) if answer is not None else None

    def _wish(self, reading: Reading, match: Match) -> Candidate | None:
        """Say which kind of question is asked about the names, and how probably; None for a problem that is known."""
        kinds = max((self.fit.kinds.match(clause) for clause in reading.clauses()), key=lambda kinds: kinds.confidence)
        if reading.sets_against() and len(reading.patterns(self.roadmap)) > 1:
            return Candidate(QuestionKind.COMPARE, max(kinds.confidence, SURE))
        first, *others = kinds.candidates
        if first.label != QuestionKind.PROBLEM:
            return Candidate(first.label, kinds.confidence)
        if match.confidence >= SURE:
            return None
        # It sounds like a problem, but none that the roadmap knows: then it wants the next likely thing.
        second = others[0]
        return Candidate(second.label, self.fit.kinds.probability(kinds, second.score, 0.0))

    def _brief(self, reading: Reading) -> Outcome | None:
        """Take a message that is but a name, or little more, as a wish to see that entry."""
        mentions = reading.named or reading.mentions
        if len(mentions) == 1 and reading.says_only(mentions[0]):
            return Answered(reading.text, composing.entry(self.roadmap, mentions[0].entry), 1.0)
        return None

    def _compose(self, label: str, reading: Reading) -> Answer | None:
        kind = QuestionKind(label)
        roadmap = self.roadmap
        patterns = reading.patterns(roadmap)
        groups = reading.groups()
        strong = reading.named
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
                return composing.route(roadmap, patterns[-1], whole=reading.asks_all())
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
        """Find whose prerequisites are asked for; where the words do not tell, the one that builds on the other."""
        if len(patterns) == 1:
            return composing.foundation(self.roadmap, patterns[0])
        first, second = patterns[:2]
        asks = reading.first_asks()
        if asks is None:
            asks = second in graph.prerequisites(self.roadmap, first.slug)
        return composing.foundation(self.roadmap, *((first, second) if asks else (second, first)))

    def _about_subject(self, reading: Reading, match: Match) -> Outcome:
        best = match.candidates[0].label
        if match.confidence >= SURE:
            answer = self._placed(self.answer_of(best), reading)
            others = self._others(match) if isinstance(answer, Remedy) else ()
            return Answered(reading.text, answer, match.confidence, others)
        if match.confidence < DOUBTFUL:
            return NotKnown(reading.text, confidence=match.confidence)
        labels = [candidate.label for candidate in match.candidates]
        if self.roadmap.is_pattern(best):
            labels = list(filter(self.roadmap.is_pattern, labels))
        candidates = [self.subject(label) for label in labels[: 1 + OTHERS]]
        return Suggested(reading.text, tuple(candidates), self.answer_of(best).kind, match.confidence)

    def _others(self, match: Match) -> tuple[Pattern, ...]:
        """Give the patterns that come close behind the best."""
        best, *rest = match.candidates
        near = [one.label for one in rest if self.roadmap.is_pattern(one.label) and best.score - one.score < BEHIND]
        return tuple(map(self.roadmap.pattern, near[:OTHERS]))

    def _placed(self, answer: Answer, reading: Reading) -> Answer:
        """Turn the answer to a problem into its group where that was asked ("… : which group is that?")."""
        if not isinstance(answer, Remedy) or not reading.asks_group():
            return answer
        return composing.membership(self.roadmap, answer.group, [answer.pattern])

    def subject(self, label: str) -> Subject:
        """Give what a label stands for; raises KeyError where it stands for nothing."""
        return self._passages.get(label) or self._groups.get(label) or self.roadmap.pattern(label)

    def answer_of(self, label: str) -> Answer:
        """Answer with a subject: a pattern as a remedy, anything else as what the roadmap says of it.

        Raises KeyError where there is no such subject.
        """
        subject = self.subject(label)
        match subject:
            case Pattern():
                return composing.remedy(self.roadmap, subject)
            case Group():
                return composing.membership(self.roadmap, subject)
            case _:
                return composing.passage(self.roadmap, subject)


def _stems(text: str) -> str:
    return " ".join(map(stem, tokens(text)))
