"""The command line: from arguments to a command, and from whatever happens to an exit code."""

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from types import FrameType, ModuleType

from bot.command_line import parse
from knowledge.faults import RoadmapError

DONE = 0
WRONG_USE = 2
OUTSIDE_FAILED = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says; give the exit code."""
    try:
        with _told_to_end():
            code = _perform(argv)
            sys.stdout.flush()
    except (SystemExit, KeyboardInterrupt):
        code = DONE
    except BrokenPipeError:
        # Whoever read has read enough.
        _drop_output()
        code = DONE
    except OSError as error:
        _drop_output()
        code = _failed(OUTSIDE_FAILED, f"{error}. Something could not be read or written.")
    return code


def _drop_output() -> None:
    """Throw away what is still in the buffer, so that it does not fail once more at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _perform(argv: Sequence[str] | None) -> int:
    _open_streams()
    try:
        options = parse(None if argv is None else list(argv))
    except SystemExit as told:
        return told.code if isinstance(told.code, int) else DONE
    from bot.environment import EnvironmentFileError, with_file  # noqa: PLC0415 - the usage is told without them
    from bot.settings import SettingsError  # noqa: PLC0415 - the same
    from bot.storage.faults import DatabaseError  # noqa: PLC0415 - the same

    try:
        environ = with_file(os.environ, options.env_file) if options.env_file else os.environ
        return int(_command(options.command).perform(options, environ))
    except (EnvironmentFileError, SettingsError) as error:
        return _failed(WRONG_USE, str(error))
    except DatabaseError as error:
        return _failed(OUTSIDE_FAILED, str(error))
    except RoadmapError as error:
        return _failed(WRONG_USE, f"{error}\nThe roadmap has faults. Mend them; `roadmap-bot check` lists them too.")


def _command(name: str) -> ModuleType:
    """Import a command. What that makes stays: no time is spent on looking for garbage in it."""
    gc.disable()
    try:
        return import_module(f"bot.commands.{name}")
    finally:
        gc.enable()


def _failed(code: int, why: str) -> int:
    with contextlib.suppress(OSError):
        print(why, file=sys.stderr)
    return code


def _open_streams() -> None:
    """Make all three streams usable: a closed one is empty, and what its encoding lacks becomes "?"."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@contextlib.contextmanager
def _told_to_end() -> Iterator[None]:
    """Let SIGTERM end the process as politely as Ctrl-C does."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(DONE)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


if __name__ == "__main__":
    sys.exit(main())
