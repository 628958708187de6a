"""What can be typed after a slash."""

from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

LIKE = 60
DIFFICULTIES: Final = ("easy", "medium", "hard")
FULL: Final = "full"


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the chat: its word, and what it takes.

    `names` says that the roadmap's names may follow, and `needed` that one must; `words` are other words that may, and
    `last` those that may come after a name.
    """

    word: str
    takes: str
    names: bool = False
    needed: bool = False
    words: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        """Show how it is written."""
        return f"{self.word} {self.takes}".rstrip()

    @property
    def does(self) -> str:
        """Name the text that says what it does."""
        return f"does-{self.word[1:]}"


PATTERN = Command("/pattern", "NAME", names=True, needed=True)
COMPARE = Command("/compare", "A B [C]", names=True, needed=True)
PATH = Command("/path", "NAME [full]", names=True, needed=True, last=(FULL,))
ROADMAP = Command("/roadmap", "[PAGE]")
QUIZ = Command("/quiz", "[now [5m] | past | NUMBER]", words=("now", "past"))
REPORT = Command("/report", "NUMBER|practice REASON", words=("practice",))
PRACTICE = Command("/practice", "[TOPIC] [easy|medium|hard] [COUNT]", names=True, words=DIFFICULTIES, last=DIFFICULTIES)
CHALLENGE = Command("/challenge", "[ANSWER]")
LEADERBOARD = Command("/leaderboard", "[week | month | season | all] [PAGE]", words=("week", "month", "season", "all"))
ME = Command("/me", "")
SCHEDULE = Command(
    "/schedule",
    "[add 09:30 mon-fri Europe/Berlin | list | pause | …]",
    words=("add", "edit", "list", "pause", "resume", "skip", "run", "preview", "remove", "blackout"),
)
HELPFUL = Command("/helpful", "")
UNHELPFUL = Command("/unhelpful", "[WHY]")
TEACH = Command("/teach", "[QUESTION] = NAME or ANSWER")
UNANSWERED = Command("/unanswered", "[PAGE | on | off]", words=("on", "off"))
SETTINGS = Command("/settings", "[set NAME:VALUE … | unanswered]", words=("show", "set", "unanswered"))
WHY = Command("/why", "")
HELP = Command("/help", "")
QUIT = Command("/quit", "")

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
