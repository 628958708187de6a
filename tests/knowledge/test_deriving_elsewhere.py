"""Derived questions for roadmaps other than the one we ship: small ones, grown ones, ones with other words."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.bank import bank_of, derived
from knowledge.deriving.wording import first_sentence
from knowledge.loader import SHIPPED
from knowledge.model import Identity, Roadmap, Words
from tests.knowledge.folders import PATTERN, ROADMAP, Folder

COFFEE = (
    ("roast", "Makes beans brown."),
    ("grind", "Turns beans into powder."),
    ("press", "Holds powder back."),
)
COFFEE_GROUP = """\
  - slug: coffee
    number: 3
    name: "Coffee"
    problem: "Nobody is awake"
    moment: "at dawn"
    about: "Beans and heat."
    sources: ["Table, row 3"]
"""


def stems(roadmap: Roadmap) -> dict[str, str]:
    return {item.id: item.stem for item in derived(roadmap)}


def test_a_roadmap_whose_patterns_all_belong_together_gives_no_question(folder: Folder) -> None:
    """Each of its three is kin to the others, so nothing would be wrong for sure."""
    assert derived(folder.load()) == ()


def test_a_roadmap_of_two_patterns_and_no_table_gives_none_and_does_not_fail(folder: Folder) -> None:
    main = ROADMAP.split("problems:")[0].replace(" and {pour} belong together", " is enough")
    folder.write("roadmap.yaml", main)
    for name in ("patterns/03-pour.yaml", "phrases/01-kettle.yaml", "terms.yaml", "topics.yaml", "quiz/first.yaml"):
        (folder.path / name).unlink()
    assert bank_of(folder.load()) == ()


def test_a_small_roadmap_gives_sane_questions(folder: Folder) -> None:
    for number, (slug, does) in enumerate(COFFEE, start=4):
        text = PATTERN.format(slug=slug, number=number, group="coffee", name=slug.capitalize())
        folder.write(f"patterns/{number:02}-{slug}.yaml", text.replace("Does what {kettle} cannot.", does))
    folder.change("roadmap.yaml", "problems:", f"{COFFEE_GROUP}problems:")
    asked = {item.id: item for item in derived(folder.load())}
    group = asked["derived-group-of-roast"]
    assert group.stem == "In which group do you find Roast?"
    assert {choice.text: choice.right for choice in group.options} == {"Water": False, "Leaves": False, "Coffee": True}
    described = asked["derived-described-grind"]
    assert described.stem == "“Turns beans into powder.” Which pattern is that?"
    assert described.options[described.right[0]].text == "Grind"
    first = asked["derived-problem-1-primary"]
    assert first.options[first.right[0]].text == "Kettle"
    assert "Brew" not in {choice.text for choice in first.options}


def test_a_derived_question_uses_the_roadmap_s_own_word_for_its_entries(roadmap: Roadmap) -> None:
    identity = roadmap.identity
    words = Identity(
        slug=identity.slug,
        title=identity.title,
        language=identity.language,
        tagline=identity.tagline,
        credit=identity.credit,
        words=Words(entry="recipe", entries="recipes"),
    )
    plain = stems(roadmap)
    renamed = stems(replace(roadmap, identity=words))
    assert renamed["derived-problem-1-primary"] == plain["derived-problem-1-primary"].replace("pattern", "recipe")
    assert renamed["derived-needs-strangler-fig"].startswith("Which recipes ")


def test_a_pattern_more_leaves_almost_all_questions_as_they_are(roadmap: Roadmap, tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "grown")
    text = PATTERN.format(slug="edge", number=21, group="modern-infrastructure", name="Computing at the Edge")
    folder = Folder(tmp_path / "grown")
    folder.write("patterns/21-edge.yaml", text.replace("{kettle}", "a far server"))
    before = {item.id: item for item in derived(roadmap)}
    after = {item.id: item for item in derived(folder.load())}
    assert before.keys() <= after.keys()
    assert all(before[name].stem == after[name].stem for name in before)
    # It takes the place of a wrong option here and there, mostly in its own group.
    assert sum(before[name].options == after[name].options for name in before) > 0.8 * len(before)


@pytest.mark.parametrize("part", ["problems", "needs", "failure_modes", "topics", "phrasebooks", "causes"])
def test_a_roadmap_without_one_of_its_tables_is_asked_about_the_others(roadmap: Roadmap, part: str) -> None:
    nothing: dict[str, Any] = {part: ()}
    bare = replace(roadmap, **nothing)
    assert len(derived(bare)) > 100


def test_many_patterns_do_not_make_it_slow_to_find_wrong_options(folder: Folder) -> None:
    for number in range(4, 124):
        text = PATTERN.format(slug=f"step-{number}", number=number, group="leaves", name=f"Step {number}")
        folder.write(f"patterns/{number:03}-step.yaml", text)
    assert len(derived(folder.load())) > 100


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Keeps z. B. Dateien apart. It is old.", "Keeps z. B. Dateien apart."),
        ("Marks a trial, e.g. in a test. It is old.", "Marks a trial, e.g. in a test."),
        ("Marks a trial, e.g. A and B", "Marks a trial, e.g. A and B."),
        ("Says it. 7 times.", "Says it."),
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
