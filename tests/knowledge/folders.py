"""A small valid roadmap on disk, which a test then breaks in one place."""

from dataclasses import dataclass
from pathlib import Path

from knowledge.faults import Fault, RoadmapError
from knowledge.loader import load
from knowledge.model import Roadmap

ROADMAP = """\
format: 1
slug: tea
title: "Tea for Engineers"
language: english
tagline: "Three steps in two groups"
credit: "Written for tests"
groups:
  - slug: water
    number: 1
    name: "Water"
    problem: "Nothing is hot"
    moment: "before the leaves"
    about: "Everything begins with {kettle}."
    sources: ["Table, row 1"]
  - slug: leaves
    number: 2
    name: "Leaves"
    names: ["leaf group"]
    problem: "Water tastes of nothing"
    moment: "after {water}"
    about: "{brew} and {pour} belong together."
    sources: ["Table, row 2"]
problems:
  - number: 1
    situation: "The water stays cold"
    primary: kettle
    supporting: thermometer
    adds: "{thermometer} says when to stop."
    groups: [water]
    source: "Guide, row 1"
needs:
  - pattern: brew
    needs: kettle
    role: "hot water"
    reason: "Leaves open in hot water only."
    sources: ["Table, row 3"]
failure_modes:
  - slug: burnt-tongue
    name: "Burnt tongue"
    patterns: [pour]
    sign: "steam rises"
    source: "Table, row 4"
    questions: ["why does my tongue hurt"]
"""

PATTERN = """\
slug: {slug}
number: {number}
group: {group}
name: "{name}"
post: "{name} in Practice"
complexity: beginner
names: ["{name} step"]
summary: "Does what {{kettle}} cannot."
fits: "It is the step for that."
teaches: "One step"
check:
  text: "Look before you {{{slug}}}."
  source: "Guide, row 1"
sources: ["Guide, row {number}"]
"""

PHRASES = """\
pattern: kettle
situations:
  - about: "no heat"
    phrases:
      - "my water is cold"
      - "nothing boils here"
tell_apart:
  - from: brew
    reason: "{kettle} heats, {brew} waits."
    phrases: ["the cup is cold"]
"""

TERMS = """\
terms:
  - slug: thermometer
    name: "Thermometer"
    names: ["heat gauge"]
    meaning: "Tells how hot {kettle} is."
    hosts: [kettle]
    named: true
    sources: ["Guide, row 1"]
"""

TOPICS = """\
topics:
  - slug: patience
    kind: about
    title: "Patience"
    text: "Waiting is part of {brew}."
    patterns: [brew]
    sources: ["Summary, point 1"]
    questions: ["how long must I wait"]
"""

OFF_TOPIC = """\
kinds:
  - about: "other drinks"
    phrases: ["where is the coffee"]
"""

QUIZ = """\
questions:
  - id: first-step
    stem: "What comes first?"
    options:
      - text: "Kettle"
        why: "Heat comes first."
        right: true
      - text: "Pour"
        why: "That is the last step."
    patterns: [kettle]
    difficulty: 1
    source: "Quiz, question 1"
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """A roadmap's folder."""

    path: Path

    @classmethod
    def small(cls, path: Path) -> "Folder":
        """Write the small roadmap: it loads as it is."""
        folder = cls(path)
        folder.write("roadmap.yaml", ROADMAP)
        for number, (slug, group) in enumerate((("kettle", "water"), ("brew", "leaves"), ("pour", "leaves")), 1):
            text = PATTERN.format(slug=slug, number=number, group=group, name=slug.capitalize())
            folder.write(f"patterns/0{number}-{slug}.yaml", text)
        folder.write("phrases/01-kettle.yaml", PHRASES)
        folder.write("terms.yaml", TERMS)
        folder.write("topics.yaml", TOPICS)
        folder.write("off-topic.yaml", OFF_TOPIC)
        folder.write("quiz/first.yaml", QUIZ)
        return folder

    def write(self, name: str, text: str) -> None:
        """Write a file anew."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_bytes(text.encode())

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the only place where `old` stands in a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def load(self) -> Roadmap:
        """Read the roadmap."""
        return load(self.path)

    def faults(self) -> tuple[Fault, ...]:
        """Read the roadmap, which must fail, and give its faults."""
        try:
            self.load()
        except RoadmapError as error:
            return error.faults
        raise AssertionError("the roadmap loaded, though it is broken")

    def fault(self) -> str:
        """Read the roadmap, which must fail with one fault, and give it as people see it."""
        (fault,) = self.faults()
        return str(fault)
