"""What the bot says: the same texts in every language, a roadmap's own in their place, and nothing said elsewhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import knowledge
from knowledge.faults import RoadmapError
from knowledge.languages import text_names, texts, texts_in
from knowledge.loader import load
from knowledge.texts import Texts, slots
from knowledge.values import LANGUAGES
from tests.knowledge.folders import Folder

ENGLISH = texts_in("english")
ROOT = Path(knowledge.__file__).parent.parent
MODULES = sorted((*(ROOT / "bot").rglob("*.py"), *(ROOT / "knowledge").rglob("*.py")))
SAYING = {"said", "said_of", "worded", "filled", "say", "_say", "texts", "_text", "ask", "count", "parts"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_slots(language: str) -> None:
    told = texts_in(language).phrases
    assert {name: slots(phrase) for name, phrase in told.items()} == {
        name: slots(phrase) for name, phrase in ENGLISH.phrases.items()
    }


def literals(tree: ast.AST) -> Iterator[str]:
    """Give all texts of a module, and the beginnings of those that are put together."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def names_said(tree: ast.AST) -> Iterator[str]:
    """Give the names of texts that a module says outright."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node.func) in SAYING - {"ask", "count", "parts", "texts"}:
            for place in node.args:
                if not isinstance(place, ast.Constant | ast.IfExp):
                    continue
                yield from literals(place)


def _called(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def test_every_text_that_is_said_is_there() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES if "storage" not in path.parts]
    said = {name for tree in trees for name in names_said(tree) if name and " " not in name}
    assert len(said) > 200
    assert said - set(text_names()) - {"and", "or"} == set()


def test_no_text_is_there_that_nobody_says() -> None:
    found = {text for path in MODULES for text in literals(ast.parse(path.read_text(encoding="utf-8")))}
    beginnings = tuple(text for text in found if text.endswith("-") and len(text) > 3)

    def is_said(name: str) -> bool:
        stem = name.rsplit("-", 1)[0]
        return name in found or name.startswith(beginnings) or stem in found

    assert [name for name in text_names() if not is_said(name)] == []


def test_a_value_is_never_read_for_slots() -> None:
    said = Texts({"hello": "Hello {name}, {entry}."}, {"entry": "{name}"})
    assert said("hello", name="{entry} {0} {name.__class__}") == "Hello {entry} {0} {name.__class__}, {name}."


def test_numbers_have_the_language_s_mark_between_thousands() -> None:
    assert (ENGLISH.number(1234), texts_in("german").number(1234)) == ("1,234", "1.234")


def test_one_is_not_several() -> None:
    assert (ENGLISH.count("minutes", 1), ENGLISH.count("minutes", 2)) == ("1 minute", "2 minutes")


def test_a_roadmap_says_some_texts_otherwise(tmp_path: Path) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change(
        "roadmap.yaml", "groups:\n", 'texts:\n  read-first: "Brew first"\n  name-several: "Which {posts}?"\ngroups:\n'
    )
    said = texts(load(folder.path))
    assert (said("read-first"), said("name-several")) == ("Brew first", "Which posts?")
    assert said("builds-on") == "Builds on"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('raed-first: "X"', r'roadmap\.yaml:8: "raed-first" is no text of ours.* Did you mean "read-first"\?'),
        ('compare-with: "Like {nmae}"', r"roadmap\.yaml:8: \{nmae\} stands for nothing here\. Use .*\{name\}"),
        ("read-first: 3", r'roadmap\.yaml:8: read-first: "3" is read as something else than text'),
    ],
)
def test_a_text_that_nobody_says_or_that_cannot_be_filled_is_refused(tmp_path: Path, line: str, fault: str) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("roadmap.yaml", "groups:\n", f"texts:\n  {line}\ngroups:\n")
    with pytest.raises(RoadmapError, match=fault):
        load(folder.path)


def test_a_roadmap_that_extends_another_says_what_that_says_and_more(tmp_path: Path) -> None:
    base = Folder.small(tmp_path / "tea")
    base.change("roadmap.yaml", "groups:\n", 'texts:\n  read-first: "Brew first"\n  builds-on: "Stands on"\ngroups:\n')
    ours = tmp_path / "ours"
    ours.mkdir()
    (ours / "roadmap.yaml").write_text(
        'format: 1\nextends: ../tea\ntexts:\n  builds-on: "Rests on"\n', encoding="utf-8"
    )
    said = texts(load(ours))
    assert (said("read-first"), said("builds-on")) == ("Brew first", "Rests on")


def test_entries_have_the_language_s_names_where_a_roadmap_gives_none(tmp_path: Path) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("roadmap.yaml", "language: english", "language: german")
    assert texts(load(folder.path))("name-several") == "Nenne zwei oder drei Muster."


def test_what_a_roadmap_does_not_name_is_called_as_in_its_language(folder: Folder) -> None:
    folder.change("roadmap.yaml", "language: english", "language: german\nwords: {entry: Schritt, entries: Schritte}")
    say = texts(folder.load())
    assert say("read-at-once", name="Saga").startswith("Saga setzt nichts voraus")
    assert say("full-order", last=3) == "Ganze Lesereihenfolge, Kapitel 1 bis 3"
    assert say.count("some-entries", 3) == "3 Schritte"


def test_an_extension_that_names_its_entries_leaves_posts_to_the_language(folder: Folder) -> None:
    folder.change("roadmap.yaml", "language: english", "language: german")
    ours = Folder(folder.path.parent / "ours")
    ours.write(
        "roadmap.yaml", f"format: 1\nextends: ../{folder.path.name}\nwords: {{entry: Schritt, entries: Schritte}}\n"
    )
    assert texts(ours.load())("full-order", last=3) == "Ganze Lesereihenfolge, Kapitel 1 bis 3"
