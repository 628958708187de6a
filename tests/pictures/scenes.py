"""What is asked for the pictures, and which pictures the README shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Slash:
    """A command and its options; a channel is given by its name."""

    command: str
    options: Mapping[str, str | bool | int] = field(default_factory=dict)


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
class Scored:
    """Somebody who has points this month already."""

    name: str
    points: int
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A short conversation that is shown whole."""

    name: str
    acts: tuple[Act, ...]
    admin: bool = False
    """Whether who asks may manage the server."""
    scored: tuple[Scored, ...] = ()


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

SCORED = (
    Scored("Mira", 310, 22, 21),
    Scored("Jonas", 285, 22, 19),
    Scored("ana", 240, 20, 17),
    Scored("Priya", 240, 21, 16),
    Scored("Tomasz W.", 205, 18, 14),
    *(Scored(f"guest {number}", 200 - 9 * number, 15, 14 - number // 2) for number in range(1, 19)),
)
BOARD = Scene("board", (Slash("leaderboard"),), scored=SCORED)
OWN = Scene(
    "me", (Post("practice-1"), Click("C"), End("BBABCBD"), Post("practice-3"), Click("A"), End("AD"), Slash("me"))
)
PRACTISED = (
    Slash("practice", {"topic": "saga", "difficulty": "easy", "count": 2}),
    Press("Skip"),
    Press("A"),
)
AT_NINE = {"time": "09:30", "days": "Mon–Fri", "zone": "Europe/Berlin", "channel": "general"}
SCHEDULES = Scene(
    "schedules",
    (
        Slash("schedule add", AT_NINE),
        Slash("schedule add", {"time": "9", "zone": "EST", "topics": "resiliance, sga", "open_for": "1m"}),
        Slash("schedule add", {"time": "17:00", "topics": "Resilience", "difficulty": "hard", "channel": "general"}),
        Slash("schedule pause", {"schedule": 2}),
        Slash("schedule list"),
    ),
    admin=True,
)

SCENES = (
    BOARD,
    Scene("board-around-me", (*BOARD.acts, Press("Around me")), scored=SCORED),
    Scene("board-empty", BOARD.acts),
    OWN,
    Scene("me-deleted", (Slash("me"), Press("Delete my data"), Press("Delete here"))),
    SCHEDULES,
    Scene("schedules-none", (Slash("schedule list"),), admin=True),
    Scene("settings", (Slash("settings show"),), admin=True),
    Scene("past", (*OWN.acts[:-1], Slash("quiz"), Press("Past quizzes"))),
    ROUND,
    RESULT,
    Scene("result-of-two", (Post("practice-3"), End("AD"))),
    Scene("result-of-none", (Post("practice-3"), End())),
    Scene("practice", (Post("practice-2"), End("A"), Press("Practise this"), Press("A"))),
    Scene("practice-end", (*PRACTISED, Press("How it went"))),
    Scene("me-practised", (*PRACTISED, Slash("me"))),
    Scene("map-of-mine", (*PRACTISED, Slash("roadmap"), Press("My progress"))),
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
    Scene("path-for-all", (Slash("path", {"to": "service-mesh", "private": False}),)),
    Scene("path-read", (*PATH.acts, Press("I have read Circuit Breaker"), Press("Full path"))),
    Scene("full-path", (Slash("path", {"to": "service-mesh", "full": True}),)),
    Scene("roadmap", (Slash("roadmap"),)),
    Scene("help", (Slash("help"),)),
    Scene("help-admin", (Slash("help"),), admin=True),
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
