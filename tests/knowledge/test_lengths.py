"""No answer is longer than a phone screen: every card of the roadmap we ship."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from bot.ask.cards import answer_card
from bot.ask.wording import LONGEST
from bot.layout import written
from knowledge import composing
from knowledge.answers import Answer
from knowledge.kinds import QuestionKind
from knowledge.model import FailureMode, Pattern, Roadmap, Topic

ABOUT_A_PATTERN: dict[str, Callable[[Roadmap, Pattern], Answer]] = {
    "problem": composing.remedy,
    "lookup": composing.portrait,
    "prerequisites": composing.foundation,
    "needed by": composing.dependents,
    "next": lambda roadmap, pattern: composing.neighbour(roadmap, pattern, QuestionKind.NEXT),
    "previous": lambda roadmap, pattern: composing.neighbour(roadmap, pattern, QuestionKind.PREVIOUS),
    "supports": composing.company,
    "group": lambda roadmap, pattern: composing.membership(roadmap, roadmap.group_of(pattern), (pattern,)),
    "path": composing.route,
    "full path": lambda roadmap, pattern: composing.route(roadmap, pattern, whole=True),
    "pitfall": composing.caution,
}


def too_long(roadmap: Roadmap, answers: Iterator[tuple[object, Answer]]) -> list[tuple[object, int]]:
    lengths = ((what, len(written(answer_card(roadmap, answer, "a question")))) for what, answer in answers)
    return [(what, length) for what, length in lengths if not 0 < length <= LONGEST]


@pytest.mark.parametrize("kind", ABOUT_A_PATTERN)
def test_every_answer_about_a_pattern_fits(roadmap: Roadmap, kind: str) -> None:
    compose = ABOUT_A_PATTERN[kind]
    answers = ((pattern.slug, compose(roadmap, pattern)) for pattern in roadmap.patterns)
    assert too_long(roadmap, answers) == []


def test_every_yes_and_no_about_prerequisites_fits(roadmap: Roadmap) -> None:
    pairs = itertools.permutations(roadmap.patterns, 2)
    answers = ((f"{one.slug}, {other.slug}", composing.foundation(roadmap, one, other)) for one, other in pairs)
    assert too_long(roadmap, answers) == []


def test_every_topic_failure_mode_term_and_group_fits(roadmap: Roadmap) -> None:
    told: tuple[Topic | FailureMode, ...] = (*roadmap.topics, *roadmap.failure_modes)
    subjects = ((subject.slug, composing.passage(roadmap, subject)) for subject in told)
    terms = ((term.slug, composing.definition(roadmap, term)) for term in roadmap.terms)
    groups = ((group.slug, composing.membership(roadmap, group)) for group in roadmap.groups)
    assert too_long(roadmap, itertools.chain(subjects, terms, groups)) == []


@pytest.mark.parametrize("many", [2, 3])
def test_every_comparison_fits(roadmap: Roadmap, many: int) -> None:
    pairs = itertools.permutations(roadmap.patterns, 2) if many == 2 else itertools.combinations(roadmap.patterns, 3)
    answers = ((" ".join(pattern.slug for pattern in some), composing.comparison(roadmap, some)) for some in pairs)
    assert too_long(roadmap, answers) == []


def test_a_topic_s_text_is_never_cut(roadmap: Roadmap) -> None:
    for topic in roadmap.topics:
        shown = written(answer_card(roadmap, composing.passage(roadmap, topic)))
        assert roadmap.text(topic.text) in shown
        assert all(roadmap.text(point) in shown for point in topic.points)


def test_a_problem_s_answer_keeps_all_that_it_must_show(roadmap: Roadmap) -> None:
    for pattern in roadmap.patterns:
        answer = composing.remedy(roadmap, pattern)
        shown = written(answer_card(roadmap, answer, "a question"))
        group = roadmap.group_of(pattern)
        for part in (pattern.name, group.name, f"post {pattern.number} of 20", roadmap.text(pattern.fits), "Source: "):
            assert part in shown
        assert (answer.row.situation if answer.row else "no row") in shown
        assert answer.supporting is None or answer.supporting.name in shown
        assert all(roadmap.name(need.needs) in shown for need in answer.needs)
