"""The guide: a question in, what the roadmap says about it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from knowledge import composing, doubt, graph, languages
from knowledge.answers import Answer, Remedy
from knowledge.features import Embedder
from knowledge.fit import Fit
from knowledge.matcher import RANKED, Candidate, Match
from knowledge.model import Cause, FailureMode, Group, Pattern, Roadmap, Subject, Topic
from knowledge.names import Lexicon
from knowledge.naming import Naming, Told, Wish
from knowledge.outcomes import Answered, NotKnown, Outcome, Suggested, Why
from knowledge.overlay import Form, form
from knowledge.reading import LEAST_WORDS, Reading
from knowledge.text import readable, tokens
from knowledge.verbatim import verbatim

QUESTION_LIMIT = 1000
MOST_QUESTIONS = 3
OTHERS = 2
DECIDES = 0.05
"""A word that adds less to the score decides nothing."""
_MEMORY = 64
"""Texts that are remembered as they were read: a message is read by whoever asks something of it, one after another."""


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
        self.speech = languages.vocabulary(roadmap)
        self._stem = languages.stem_of(roadmap)
        self.naming = Naming(roadmap, fit.kinds)
        self._passages: dict[str, Topic | FailureMode] = {topic.slug: topic for topic in roadmap.topics}
        self._passages |= {mode.slug: mode for mode in roadmap.failure_modes}
        self._groups = {group.slug: group for group in roadmap.groups}
        self._causes: dict[str, list[Cause]] = {}
        for rule in roadmap.causes:
            for slug in (rule.cause, rule.symptom):
                self._causes.setdefault(slug, []).append(rule)
        self._answers: dict[str, Answer] = {}
        self._readings = lru_cache(_MEMORY)(self._read)
        self._written = lru_cache(_MEMORY)(lambda text: self._verbatim.get(form(text)))

    @property
    def embedder(self) -> Embedder | None:
        """Give the sentence model that takes part."""
        return self.fit.subjects.features.embedder

    def ask(self, message: str) -> Reply:
        """Answer a message: one question, or up to three that each stand on their own."""
        text = readable(message)
        if not tokens(text):
            return Reply((NotKnown(text, languages.texts(self.roadmap)("no-question")),))
        if len(text) > QUESTION_LIMIT:
            say = languages.texts(self.roadmap)
            reason = say("long-question", count=say.number(len(text)), most=say.number(QUESTION_LIMIT))
            return Reply((NotKnown(text[:QUESTION_LIMIT], reason),))
        several = self._several(message, self._one(text))
        return Reply(tuple(several[:MOST_QUESTIONS]), max(0, len(several) - MOST_QUESTIONS))

    def read(self, text: str) -> Reading:
        """Say which words and names stand in `text`."""
        return self._readings(text)

    def written(self, text: str) -> str | None:
        """Say what a text is about that stands in the roadmap's files, word for word or nearly so; it needs no reading."""
        return self._written(text)

    def _read(self, text: str) -> Reading:
        words, repairs = self.fit.spelling.repair(tokens(text), self.lexicon.pairs)
        known = [word in self.fit.spelling.counts for word in words]
        return Reading(text, words, repairs, self.lexicon.find(words, known), self.speech)

    @cached_property
    def _verbatim(self) -> Mapping[Form, str]:
        return verbatim(self.roadmap)

    def why(self, question: str, slug: str | None = None) -> Why:
        """Explain the answer to `question`, or why `slug` came up in it."""
        reading = self.read(readable(question))
        match = self.fit.subjects.match(reading.words)
        label = slug or match.candidates[0].label
        shares = self.fit.subjects.reasons(reading.words, label) if label in self.fit.subjects.labels else []
        telling = self.fit.subjects.features.telling
        strongest = [word for word, share in shares if share > DECIDES and telling(word)][:6]
        row = next(iter(graph.rows(self.roadmap, label)), None)
        likeness = fuzz.token_set_ratio(self._stems(question), self._stems(row.situation)) if row else None
        return Why(tuple(dict.fromkeys(strongest)), reading.repairs, match.candidates[:3], likeness, row)

    def _several(self, message: str, whole: Outcome) -> list[Outcome]:
        """Give what comes of each question in a message, or of the whole of it where that is one."""
        parts = self.speech.next_question.split(message)
        if len(parts) > 1:
            parts = [text for text in map(readable, parts) if tokens(text)]
        if len(parts) < 2 or not any(self.read(part).mentions for part in parts):  # noqa: PLR2004 - one question
            return [whole]
        outcomes = [self._one(part) for part in parts]
        answers = [outcome.answer for outcome in outcomes if isinstance(outcome, Answered)]
        distinct = {(answer.kind, answer.patterns, answer.groups) for answer in answers}
        return outcomes if len(answers) == len(parts) == len(distinct) else [whole]

    def _one(self, text: str) -> Outcome:
        written = self.written(text)
        if written is not None:
            return Answered(text, self.answer_of(written), 1.0)
        reading = self.read(text)
        match = self._match(reading)
        told = self._about_names(reading, match) if reading.mentions else None
        return Answered(text, told.answer, told.probability) if told else self._about_subject(reading, match)

    def _about_names(self, reading: Reading, match: Match) -> Told | None:
        """Answer a question by what it names, unless the rest of it is about something else."""
        brief = self.naming.brief(reading) or (self.naming.against(reading) if reading.sets_against() else None)
        if brief is not None:
            return brief
        wish = self.naming.wish(reading)
        first = match.candidates[0]
        patterns = {pattern.slug for pattern in reading.patterns(self.roadmap)}
        told = None if self._in_another_sense(reading, wish) else self.naming.told(reading, wish)
        if wish.problem:
            # It sounds like a problem; where none is known, it wants the next likely thing.
            return None if self._sure(match, doubt.BESIDE_NAMES) or wish.probability < doubt.SECOND_WISH else told
        if first.label in self._passages:
            ahead = doubt.passage_ahead(match, wish, group_alone=not patterns) and self._beyond_names(
                reading, first.label
            )
            return None if told is None or ahead else told
        other = first.label not in patterns and doubt.sure_of_pattern(match)
        return None if other and wish.probability < doubt.CLEAR_WISH else told

    def _in_another_sense(self, reading: Reading, wish: Wish) -> bool:
        """Say whether a name stands for something else: nothing is clearly asked of it, and the rest is out of place."""
        if len({mention.entry.slug for mention in reading.mentions}) > 1:
            return False
        rest = reading.without_names()
        telling = [word for word in rest if word not in reading.speech.small]
        faint = wish.probability < doubt.FAINT_WISH and len(rest) >= LEAST_WORDS
        unheard = wish.heard < doubt.UNHEARD and len(telling) >= LEAST_WORDS
        return (faint or unheard) and self.fit.subjects.match(rest).inside < doubt.STRANGE

    def _beyond_names(self, reading: Reading, label: str) -> bool:
        """Say whether a passage is meant by more than the names in it, which other passages and cards share."""
        names = {word for mention in reading.mentions for word in reading.words[mention.start : mention.end]}
        rest = sum(share for word, share in self.fit.subjects.reasons(reading.words, label) if word not in names)
        return rest >= doubt.SPEAKS_AGAINST

    def _match(self, reading: Reading) -> Match:
        """Say what a question is about: by all its words, or by one sentence of it where the rest only frames it."""
        tries = [reading.words, reading.without_frame()] if reading.asks_advice() else [reading.words]
        whole = max(map(self._heard, tries), key=lambda match: match.confidence)
        told = reading.without_last_question()
        if told != reading.words:
            whole = self._told_and_asked(self._heard(told), whole)
        if self.roadmap.is_pattern(whole.candidates[0].label) and doubt.sure_of_pattern(whole):
            return whole
        parts = [self._heard(sentence) for sentence in reading.sentences()]
        bar, near = (doubt.PART_WHEN_ADDRESSED, RANKED) if reading.addresses() else (doubt.PART, doubt.NEAR)
        meant = {candidate.label for candidate in whole.candidates[:near]}
        parts = [part for part in parts if part.candidates[0].label in meant]
        best = max((whole, *parts), key=lambda match: match.confidence)
        return best if best.confidence >= bar else whole

    def _told_and_asked(self, told: Match, whole: Match) -> Match:
        """Let a short question at the end add to what was told before it, but bring in nothing else.

        "What do we apply first?" may sound like anything.
        """
        told_of = {candidate.label for candidate in told.candidates[: doubt.NEAR]}
        return max(told, whole, key=lambda match: (match.candidates[0].label in told_of, match.confidence))

    def _heard(self, words: Sequence[str]) -> Match:
        """Say what words are about; where they tell of a cause, its pattern comes before its symptom's, if it is near."""
        match = self.fit.subjects.match(words)
        rules = self._causes.get(match.candidates[0].label)
        if rules is None:
            return match
        stems = set(map(self._stem, words))
        least = match.candidates[0].score - doubt.BEHIND
        near = {one.label: one for one in match.candidates[: doubt.NEAR + 1] if one.score > least}
        for rule in rules:
            if not {rule.cause, rule.symptom} <= near.keys():
                continue
            if stems & set(map(self._stem, rule.words)) and not stems & set(map(self._stem, rule.unless)):
                pair = (near[rule.cause], near[rule.symptom])
                rest = [candidate for candidate in match.candidates if candidate not in pair]
                # Both tell of one trouble: what decides is how far the next is behind.
                best = max(candidate.score for candidate in pair)
                sure = self.fit.subjects.first(best, best - rest[0].score if rest else 1.0)
                return replace(match, candidates=(*pair, *rest), first=sure)
        return match

    def _about_subject(self, reading: Reading, match: Match) -> Outcome:
        best = match.candidates[0].label
        # A lone word that is no name ("stop") may mean anything.
        told = len(reading.words) > 1 or not self.roadmap.is_pattern(best)
        if told and self._sure(match, doubt.PASSAGE, addressed=reading.addresses()):
            answer = self._placed(self.answer_of(best), reading)
            others = self._others(match) if isinstance(answer, Remedy) else ()
            return Answered(reading.text, answer, match.confidence, others)
        if not doubt.worth_a_guess(match):
            return NotKnown(reading.text, confidence=match.confidence)
        near: Sequence[Candidate] = match.candidates
        if self.roadmap.is_pattern(best):
            patterns = [candidate for candidate in near if self.roadmap.is_pattern(candidate.label)]
            near = self.fit.subjects.nearest(reading.words, patterns)
        candidates = [self.subject(candidate.label) for candidate in near[: 1 + OTHERS]]
        return Suggested(reading.text, tuple(candidates), self.answer_of(best).kind, match.confidence)

    def _sure(self, match: Match, passage: float, *, addressed: bool = False) -> bool:
        """Say whether the best candidate is sure enough: a pattern by its own bars, anything else from `passage` on."""
        if self.roadmap.is_pattern(match.candidates[0].label):
            return doubt.sure_of_pattern(match, addressed=addressed)
        return match.confidence >= passage

    def _others(self, match: Match) -> tuple[Pattern, ...]:
        """Give the patterns that come close behind the best."""
        best, *rest = match.candidates
        least = max(best.score - doubt.BEHIND, doubt.UNLIKELY)
        near = [one.label for one in rest if one.score > least and self.roadmap.is_pattern(one.label)]
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
        if label not in self._answers:
            self._answers[label] = self._answer_of(self.subject(label))
        return self._answers[label]

    def gives(self, answer: Answer, label: str) -> bool:
        """Say whether an answer is the very one that is given to a subject, and not what people taught about it."""
        return self._answers.get(label) is answer

    def _answer_of(self, subject: Subject) -> Answer:
        match subject:
            case Pattern():
                return composing.remedy(self.roadmap, subject)
            case Group():
                return composing.membership(self.roadmap, subject)
            case _:
                return composing.passage(self.roadmap, subject)

    def _stems(self, text: str) -> str:
        return " ".join(map(self._stem, tokens(text)))
