"""What can be typed after a slash."""

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

LIKE = 60
DIFFICULTIES: Final = ("easy", "medium", "hard")
FULL: Final = "full"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the chat: its word, what it takes, what it does.

    `names` says that the roadmap's names may follow, and `needed` that one must; `words` are other words that may, and
    `last` those that may come after a name.
    """

    word: str
    takes: str
    does: str
    names: bool = False
    needed: bool = False
    words: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """Show how it is written."""
        return f"{self.word} {self.takes}".rstrip()


PATTERN = Command("/pattern", "NAME", "a pattern, a term or a group", names=True, needed=True)
COMPARE = Command("/compare", "A B [C]", "two or three patterns side by side", names=True, needed=True)
PATH = Command(
    "/path",
    "NAME [full]",
    "what to read, in order, to reach a pattern, and how far you are",
    names=True,
    needed=True,
    last=(FULL,),
)
ROADMAP = Command("/roadmap", "[PAGE]", "all groups and patterns, and how well you know each")
QUIZ = Command(
    "/quiz", "[now [5m] | past | NUMBER]", "open quizzes; a new one; past ones; one of them", words=("now", "past")
)
REPORT = Command(
    "/report", "NUMBER|practice REASON", "what is wrong with the question of a quiz or of practice", words=("practice",)
)
PRACTICE = Command(
    "/practice",
    "[TOPIC] [easy|medium|hard] [COUNT]",
    "questions for yourself: what you are about to forget, and what is new",
    names=True,
    words=DIFFICULTIES,
    last=DIFFICULTIES,
)
CHALLENGE = Command("/challenge", "[ANSWER]", "an open exercise in your own words; nothing of it is kept")
LEADERBOARD = Command(
    "/leaderboard",
    "[week | month | season | all] [PAGE]",
    "who has how many points",
    words=("week", "month", "season", "all"),
)
ME = Command("/me", "", "what you know, your points and streaks, and what is kept about you")
SCHEDULE = Command(
    "/schedule",
    "[add 09:30 mon-fri Europe/Berlin | list | pause | …]",
    "when quizzes come by themselves",
    words=("add", "edit", "list", "pause", "resume", "skip", "run", "preview", "remove", "blackout"),
)
HELPFUL = Command("/helpful", "", "say that the last answer helped")
UNHELPFUL = Command("/unhelpful", "[WHY]", "say that it did not, and what was missing")
TEACH = Command("/teach", "[QUESTION] = NAME or ANSWER", "what a question is answered with; alone, all that is taught")
UNANSWERED = Command(
    "/unanswered", "[PAGE | on | off]", "what got no answer, to teach or to dismiss", words=("on", "off")
)
SETTINGS = Command(
    "/settings",
    "[set NAME:VALUE … | unanswered]",
    "how quizzes, boards and lists work here",
    words=("show", "set", "unanswered"),
)
WHY = Command("/why", "", "how the last answer was found")
HELP = Command("/help", "", "this list")
QUIT = Command("/quit", "", "leave; so does Ctrl-D")

COMMANDS = (
    PATTERN,
    COMPARE,
    PATH,
    ROADMAP,
    QUIZ,
    REPORT,
    PRACTICE,
    CHALLENGE,
    LEADERBOARD,
    ME,
    SCHEDULE,
    HELPFUL,
    UNHELPFUL,
    TEACH,
    UNANSWERED,
    SETTINGS,
    WHY,
    HELP,
    QUIT,
)


def command_called(word: str) -> Command | None:
    """Give the command of that word, in capitals or not."""
    return next((command for command in COMMANDS if command.word == word.lower()), None)


def command_like(word: str) -> Command | None:
    """Give the command that was probably meant."""
    words = [command.word for command in COMMANDS]
    found = process.extractOne(word.lower(), words, scorer=fuzz.ratio, score_cutoff=LIKE)
    return COMMANDS[found[2]] if found else None
