"""Verbatim: a phrase that somebody wrote down is known, however little the rest makes of it."""

from dataclasses import replace

from knowledge.answers import Passage, Remedy
from knowledge.fit import Fit
from knowledge.guide import Guide
from knowledge.model import Roadmap, Situation
from knowledge.outcomes import Answered
from knowledge.overlay import form
from knowledge.verbatim import verbatim

ODD = "the purple penguin eats our sushi"


def with_phrase(roadmap: Roadmap, phrase: str, *slugs: str) -> Roadmap:
    """Let patterns have a phrase more; nothing is learned from it."""
    said = Situation(about="odd", phrases=(phrase,))
    books = [
        replace(book, situations=(*book.situations, said)) if book.pattern in slugs else book
        for book in roadmap.phrasebooks
    ]
    return replace(roadmap, phrasebooks=tuple(books))


def test_a_question_in_the_words_of_one_phrase_is_answered_by_its_pattern(
    roadmap: Roadmap, fit: Fit, guide: Guide
) -> None:
    assert not isinstance(guide.ask(ODD).outcomes[0], Answered)
    told = Guide(with_phrase(roadmap, ODD, "blue-green"), fit)
    for asked in (ODD, "Hey, does the purple penguin eat our sushi?", "THE PURPLE PENGUINS EAT THE SUSHI!"):
        (outcome,) = told.ask(asked).outcomes
        assert isinstance(outcome, Answered)
        assert isinstance(outcome.answer, Remedy)
        assert outcome.answer.pattern.slug == "blue-green"


def test_a_question_with_another_word_is_another_question(roadmap: Roadmap, fit: Fit) -> None:
    told = Guide(with_phrase(roadmap, ODD, "blue-green"), fit)
    assert not isinstance(told.ask("the purple penguin cooks our sushi").outcomes[0], Answered)


def test_a_phrase_of_two_patterns_tells_nothing(roadmap: Roadmap, fit: Fit) -> None:
    told = Guide(with_phrase(roadmap, ODD, "blue-green", "canary"), fit)
    assert not isinstance(told.ask(ODD).outcomes[0], Answered)


def test_a_word_or_two_may_be_said_of_anything(roadmap: Roadmap) -> None:
    assert not any(len(form) < 3 for form in verbatim(with_phrase(roadmap, "it is down", "canary")))


def test_a_question_of_a_topic_is_answered_by_it(roadmap: Roadmap, guide: Guide) -> None:
    known = verbatim(roadmap)
    asked = [(topic.slug, question) for topic in roadmap.topics for question in topic.questions]
    clear = [(slug, question) for slug, question in asked if known.get(form(question)) == slug]
    assert len(clear) > len(roadmap.topics)
    for slug, question in clear[::10]:
        (outcome,) = guide.ask(question).outcomes
        assert isinstance(outcome, Answered), question
        assert isinstance(outcome.answer, Passage), question
        assert outcome.answer.subject.slug == slug
