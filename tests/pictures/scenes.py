"""What is asked for the pictures, and which pictures the README shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Slash:
    """A command and its options."""

    command: str
    options: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention:
    """A message in a channel that addresses the bot."""

    text: str


@dataclass(frozen=True, slots=True)
class Direct:
    """A message to the bot alone."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A press on the button with that label, or on the one at that place, of the answer before."""

    label: str | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """A round comes due and asks this question."""

    question: str


@dataclass(frozen=True, slots=True)
class Click:
    """Somebody answers the round."""

    letter: str


@dataclass(frozen=True, slots=True)
class End:
    """Others have answered the round meanwhile, and it closes."""

    answers: str = ""
    """The letters that they chose."""


Act: TypeAlias = Slash | Mention | Direct | Press | Post | Click | End


@dataclass(frozen=True, slots=True)
class Scene:
    """A short conversation that is shown whole."""

    name: str
    acts: tuple[Act, ...]


class Theme(StrEnum):
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Device:
    """A screen: its width in CSS pixels, and how many real pixels each of them has."""

    name: str
    width: int
    density: float


@dataclass(frozen=True, slots=True)
class Picture:
    """One file: a scene in a theme on a device."""

    name: str
    scene: Scene
    theme: Theme
    device: Device


DESKTOP = Device("desktop", 720, 1.5)
PHONE = Device("phone", 390, 2)


def asked(name: str, question: str) -> Scene:
    """A question by slash command."""
    return Scene(name, (Slash("ask", {"question": question}),))


PROBLEM = asked("problem", "checkout hangs whenever the fraud vendor is slow")
TWO_SERVICES = asked("two-services", "two services must agree on an order, and one of them fails half way")
COMPARISON = Scene("comparison", (Slash("compare", {"a": "blue-green", "b": "canary"}),))
PATH = Scene("path", (Slash("path", {"to": "service-mesh"}),))
SUGGESTIONS = asked("suggestions", "services wait on each other")
MENTION = Scene("mention", (Mention("what should I read before service mesh?"),))
WHY = Scene("why", (*asked("", "chekout hangs whenever the fraud vendor is slow").acts, Press("Why this answer")))

ROUND = Scene("round", (Post("practice-1"), Click("B")))
RESULT = Scene("result", (Post("practice-1"), End("BBABCBD")))

SCENES = (
    ROUND,
    RESULT,
    Scene("result-of-two", (Post("practice-3"), End("AD"))),
    Scene("result-of-none", (Post("practice-3"), End())),
    Scene("practice", (Post("practice-2"), End("A"), Press("Practise this"), Press("A"))),
    Scene("quiz", (Post("practice-2"), Click("C"), Slash("quiz"))),
    Scene("quiz-none", (Slash("quiz"),)),
    PROBLEM,
    TWO_SERVICES,
    COMPARISON,
    PATH,
    SUGGESTIONS,
    WHY,
    Scene("chosen", (*SUGGESTIONS.acts, Press())),
    Scene("first", (*PROBLEM.acts, Press("Prerequisites"))),
    Scene("wrong", (*PROBLEM.acts, Press("Pitfalls"))),
    Scene("pattern", (Slash("pattern", {"name": "saga"}),)),
    Scene("term", (Slash("pattern", {"name": "outbox"}),)),
    Scene("group", (Slash("pattern", {"name": "resilience"}),)),
    Scene("full-path", (Slash("path", {"to": "service-mesh", "full": True}),)),
    Scene("roadmap", (Slash("roadmap"),)),
    Scene("help", (Slash("help"),)),
    Scene("nothing", (Slash("ask", {"question": "best pizza in town"}),)),
    MENTION,
    asked("unsure", "queue trouble with the orders"),
    Scene("mention-unsure", (Mention("queue trouble with the orders"),)),
    Scene("mention-nothing", (Mention("best pizza in town?"),)),
    Scene("direct", (Direct("what does saga need? what comes after canary?"),)),
    asked("markup", "**our** `checkout` hangs _whenever_ the [fraud](http://x.y) vendor is slow ||really|| \\o/"),
)

README = (
    Picture("problem", PROBLEM, Theme.DARK, DESKTOP),
    Picture("problem-phone", PROBLEM, Theme.LIGHT, PHONE),
    Picture("comparison", COMPARISON, Theme.DARK, DESKTOP),
    Picture("mention", MENTION, Theme.LIGHT, DESKTOP),
    Picture("suggestions", SUGGESTIONS, Theme.DARK, DESKTOP),
    Picture("round", ROUND, Theme.DARK, DESKTOP),
    Picture("result-phone", RESULT, Theme.LIGHT, PHONE),
)

CHAT = ("two services must agree on an order and one fails half way", "5")
"""What is typed for the picture of the terminal."""


def everywhere(scene: Scene) -> tuple[Picture, ...]:
    """A scene in both themes on both devices."""
    return tuple(
        Picture(f"{scene.name}-{device.name}-{theme}", scene, theme, device)
        for device in (DESKTOP, PHONE)
        for theme in Theme
    )
