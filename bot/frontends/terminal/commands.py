"""What can be typed after a slash."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

LIKE = 60


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the chat: its word, what it takes, what it does."""

    word: str
    takes: str
    does: str

    @property
    def usage(self) -> str:
        """Show how it is written."""
        return f"{self.word} {self.takes}".rstrip()


PATTERN = Command("/pattern", "NAME", "a pattern, a term or a group")
COMPARE = Command("/compare", "A B [C]", "two or three patterns side by side")
PATH = Command("/path", "NAME [full]", "what to read, in order, to reach a pattern")
ROADMAP = Command("/roadmap", "", "all groups and patterns")
WHY = Command("/why", "", "how the last answer was found")
HELP = Command("/help", "", "this list")
QUIT = Command("/quit", "", "leave; so does Ctrl-D")

COMMANDS = (PATTERN, COMPARE, PATH, ROADMAP, WHY, HELP, QUIT)


def command_called(word: str) -> Command | None:
    """Give the command of that word, in capitals or not."""
    return next((command for command in COMMANDS if command.word == word.lower()), None)


def command_like(word: str) -> Command | None:
    """Give the command that was probably meant."""
    words = [command.word for command in COMMANDS]
    found = process.extractOne(word.lower(), words, scorer=fuzz.ratio, score_cutoff=LIKE)
    return COMMANDS[found[2]] if found else None
