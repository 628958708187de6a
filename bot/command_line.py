"""What can be written after `roadmap-bot`."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

MOST_DAYS: Final = 3_650
HIGHEST_ID: Final = 2**63 - 1
MOST_USERS: Final = 1_000
FILE_KINDS: Final = ("roadmap", "extension", "pattern", "phrases", "quiz", "terms", "topics", "off-topic", "examples")
_ID = re.compile(r"[0-9]{1,19}\Z", re.ASCII)
_BAR = re.compile(r"([a-z0-9-]+)=([0-9]+(?:\.[0-9]+)?)(%?)\Z")


def parser() -> argparse.ArgumentParser:
    """Describe the commands and their options."""
    line = argparse.ArgumentParser(
        prog="roadmap-bot",
        description="A chat assistant that knows one learning roadmap by heart.",
        epilog='Try: roadmap-bot ask "payments are slow and every thread is blocked"',
    )
    line.add_argument("--version", action=_Version, nargs=0, help="show the version")
    _add_env_file(line, None)
    commands = line.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    ask = commands.add_parser("ask", help="answer a question", description="Answer a question and end.")
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="a problem, or anything about the roadmap")
    ask.add_argument("--jsonl", action="store_true", help="read a question a line, print a JSON object a line")
    chat = commands.add_parser("chat", help="talk to the roadmap in this terminal", description="Talk to the roadmap.")
    chat.add_argument("--as", dest="name", metavar="NAME", default="", help="the name you go by")
    _add_authoring(commands)
    questions = commands.add_parser(
        "questions", help="list the questions of the quiz", description="List every question that a quiz can ask."
    )
    questions.add_argument("--jsonl", action="store_true", help="print a JSON object a line, with all answers")
    _add_keeping(commands)
    _add_evaluate(commands)
    simulate = commands.add_parser(
        "simulate", help="play days in a minute", description="Play days with crashes; prove that nothing gets lost."
    )
    simulate.add_argument("--days", type=_from_1_to(MOST_DAYS), metavar="N", required=True, help="how many days")
    simulate.add_argument("--users", type=_from_1_to(MOST_USERS), metavar="U", default=5, help="default: 5")
    simulate.add_argument("--seed", type=int, metavar="S", default=1, help="another seed, another play; default: 1")
    commands.add_parser("run", help="run the Discord bot", description="Run the Discord bot.")
    _add_reload(commands)
    _add_operations(commands)
    for command in commands.choices.values():
        _add_env_file(command, argparse.SUPPRESS)
    return line


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read a command line; raises SystemExit where it is wrong or only wants to be told something."""
    line = parser()
    options = line.parse_args(arguments)
    if options.command is None:
        line.error("say what to do, such as chat. With --help I list all commands.")
    if options.command == "ask" and bool(options.question) == options.jsonl:
        line.error('give one question, such as ask "what is Saga?", or --jsonl to read them from standard input.')
    if options.command == "export" and (options.taught or options.votes) and options.user is not None:
        line.error("--taught and --votes are about guilds: give them with --guild, or alone.")
    return options


def _add_authoring(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what the person who writes a roadmap needs."""
    new = commands.add_parser("new", help="begin a roadmap of your own", description="Write a small working roadmap.")
    new.add_argument("folder", type=Path, metavar="FOLDER", help="a folder that is empty or not there yet")
    check = commands.add_parser(
        "check", help="validate a roadmap", description="Name every fault of a roadmap, and what could be better."
    )
    check.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="default: ROADMAP, or the one shipped")
    check.add_argument("--quick", action="store_true", help="do not look for phrases that sound like another entry's")
    schema = commands.add_parser(
        "schema", help="print the JSON Schema of roadmap files", description="Print the JSON Schema of roadmap files."
    )
    schema.add_argument("kind", nargs="?", choices=FILE_KINDS, metavar="KIND", help=", ".join(FILE_KINDS))
    schema.add_argument("--to", type=Path, metavar="FOLDER", help="write one file for each kind into a folder")


def _add_keeping(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what shows and deletes what is kept."""
    export = commands.add_parser(
        "export", help="print all that is kept", description="Print all that is kept as JSON Lines."
    )
    _add_whose(export, required=False)
    said = "print what guilds have taught as a patch: roadmap-bot export --taught | patch -p1 -d FOLDER"
    what = export.add_mutually_exclusive_group()
    what.add_argument("--taught", action="store_true", help=said)
    counted = "print how many found answers helpful, by kind and pattern, and the reasons that they gave, without names"
    what.add_argument("--votes", action="store_true", help=counted)
    forget = commands.add_parser(
        "forget", help="delete what is kept", description="Delete all that is kept about a guild or a person."
    )
    _add_whose(forget, required=True)
    forget.add_argument("--yes", action="store_true", help="delete it for good; without, only say what would go")


def _add_evaluate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    evaluate = commands.add_parser(
        "evaluate", help="measure answers against labelled questions", description="Measure how well it answers."
    )
    evaluate.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the roadmap's examples.yaml")
    evaluate.add_argument("--json", action="store_true", help="print the rates as one JSON object")
    evaluate.add_argument("--misses", action="store_true", help="list what was not answered as its label says")
    bar = "end with 1 where a rate is worse, such as first=0.75 or wrong=8%%"
    evaluate.add_argument("--floor", action="append", type=_bar, metavar="NAME=VALUE", help=bar)


def _add_operations(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add what the person who runs the bot needs."""
    commands.add_parser(
        "doctor", help="say what is wrong with this installation", description="Say what is wrong, and how to mend it."
    )
    migrate = commands.add_parser(
        "migrate", help="upgrade the database", description="Upgrade the database; the bot does so too when it starts."
    )
    migrate.add_argument("--plan", action="store_true", help="say what would be done, and do nothing")
    backup = commands.add_parser(
        "backup", help="copy the database", description="Copy the database while the bot runs, with a checksum."
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, such as bot.sqlite3 or bot.jsonl.gz")
    restore = commands.add_parser(
        "restore", help="put a copy back", description="Put a copy in the database's place; what is there is kept."
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="what backup has written")
    restore.add_argument("--dry-run", action="store_true", help="check the copy, and change nothing")
    restore.add_argument("--replace-newer", action="store_true", help="even if a newer program has used the database")
    copy = commands.add_parser(
        "copy", help="move to another database", description="Copy the database into another one, which is empty."
    )
    copy.add_argument("--to", metavar="DATABASE_URL", required=True, help="such as postgresql://user@host/name")


def _add_reload(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    commands.add_parser(
        "reload",
        help="let the running bot read its roadmap again",
        description="Let the running bot read its roadmap again; with faults it keeps the one that it has.",
    )


def _add_whose(command: argparse.ArgumentParser, *, required: bool) -> None:
    whose = command.add_mutually_exclusive_group(required=required)
    whose.add_argument("--guild", type=_discord_id, metavar="ID", help="what is kept about one guild")
    whose.add_argument("--user", type=_discord_id, metavar="ID", help="what is kept about one person, in all guilds")


def _add_env_file(line: argparse.ArgumentParser, default: str | None) -> None:
    line.add_argument(
        "--env-file", type=Path, metavar="FILE", default=default, help="take settings from a file of NAME=value lines"
    )


def _from_1_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f'"{text}" is no number from 1 to {most:,}')
        return int(text)

    return number


def _discord_id(text: str) -> int:
    if not _ID.match(text) or int(text) > HIGHEST_ID:
        raise argparse.ArgumentTypeError(
            f'"{text}" is no id. In Discord, turn on Developer Mode (Settings, Advanced), then use Copy ID'
        )
    return int(text)


def _bar(text: str) -> tuple[str, float]:
    """Read `NAME=VALUE`; a value is a share from 0 to 1, or a percentage."""
    found = _BAR.match(text)
    share = float(found[2]) / (100 if found[3] else 1) if found else -1
    if found is None or not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(
            f'"{text}" is no bar. Write a rate and a share, such as first=0.75 or first=75%'
        )
    return found[1], share


class _Version(argparse.Action):
    def __call__(self, line: argparse.ArgumentParser, *_: object) -> None:
        print(f"{line.prog} {_version()}")
        line.exit()


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - most starts do not tell it

    try:
        return version("roadmap-bot")
    except PackageNotFoundError:
        return "from a source folder"
