"""Open challenges in roadmap files: what they must hold, and that the one we ship keeps to its ruling."""

import pytest

from knowledge import graph
from knowledge.model import Roadmap
from tests.knowledge.folders import Folder

CHALLENGE = """\
challenges:
  - id: guests
    title: "Ten guests at once"
    stem: "Ten guests want tea. Which steps, in which order?"
    answer: "One good answer: {kettle}, then {brew}."
    steps:
      - bring: kettle
        why: "Heat comes first."
      - bring: brew
        why: "Leaves need it."
    aims:
      - title: "The water is hot"
        met_by: [kettle, thermometer]
        missing: "Nobody drinks cold tea."
        said: ["boil it"]
    patterns: [brew]
    source: "Quiz, challenge"
"""
FILE = "quiz/challenge.yaml"


@pytest.fixture
def challenging(folder: Folder) -> Folder:
    folder.write(FILE, CHALLENGE)
    return folder


def test_a_small_roadmap_has_a_challenge_of_its_own(challenging: Folder) -> None:
    (challenge,) = challenging.load().challenges
    assert [step.bring for step in challenge.steps] == ["kettle", "brew"]
    assert challenge.aims[0].said == ("boil it",)
    assert challenge.welcome == challenge.overheard == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("bring: brew", "bring: brow", '9: there is no pattern or term "brow". Did you mean "brew"?'),
        ("thermometer]", "water]", '13: there is no pattern or term "water". Write one that is there, or add it.'),
        ('    title: "Ten guests at once"\n', "", '2: "title" is missing. Add it.'),
        ("source:", "welcome: [coffee]\n    source:", '17: there is no pattern or term "coffee".'),
        ("bring: kettle", "bring: pour", '13: no step of the model answer sees to "The water is hot". Add one.'),
        ("{brew}", "{stew}", '5: there is no entry "stew".'),
        ("said:", "say:", '15: the key "say" is not known here. Remove it or mend its spelling.'),
    ],
)
def test_a_fault_is_named_where_it_stands(challenging: Folder, old: str, new: str, fault: str) -> None:
    challenging.change(FILE, old, new)
    assert challenging.fault().startswith(f"{FILE}:{fault}")


def test_a_model_answer_that_breaks_the_needs_is_refused(challenging: Folder) -> None:
    challenging.change(FILE, "bring: brew", "bring: held")
    challenging.change(FILE, "bring: kettle", "bring: brew")
    challenging.change(FILE, "bring: held", "bring: kettle")
    assert challenging.fault() == f'{FILE}:7: "brew" needs "kettle". Put that step before it.'


def test_a_model_answer_that_fits_no_card_is_refused(challenging: Folder) -> None:
    more = "".join(f'      - bring: pour\n        why: "{"x" * 199}"\n' for _ in range(9))
    challenging.change(FILE, "    aims:\n", f"{more}    aims:\n")
    assert "more than 1,600. Shorten them." in challenging.fault()


def test_a_topic_may_lead_to_a_challenge_that_is_there(challenging: Folder) -> None:
    challenging.change("topics.yaml", "kind: about", "kind: about\n    challenge: guests")
    assert challenging.load().topics[0].challenge == "guests"
    challenging.change("topics.yaml", "challenge: guests", "challenge: gusts")
    assert challenging.fault() == 'topics.yaml:4: there is no challenge "gusts". Did you mean "guests"?'


def test_ruling_23_orders_the_model_answer_by_needs_and_groups(roadmap: Roadmap) -> None:
    (challenge,) = roadmap.challenges
    order = [step.bring for step in challenge.steps]
    assert {"strangler-fig", "bff", "change-data-capture", "anti-corruption-layer"} <= set(order)
    assert order.index("circuit-breaker") < order.index("canary")
    assert order.index("dead-letter-queue") < order.index("canary")
    assert order[-1] == "strangler-fig"
    for place, slug in enumerate(order):
        assert {need.needs for need in graph.needs(roadmap, slug)} <= set(order[:place])


def test_the_topic_on_the_challenge_leads_to_it(roadmap: Roadmap) -> None:
    leads = {topic.slug: topic.challenge for topic in roadmap.topics if topic.challenge}
    assert leads == {"quiz-open-challenge": "monolith-migration"}
