"""`python -m bot` as a shell and other programs meet it: real processes, real pipes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.ask.service import Asking
from bot.layout import written
from tests.bot.processes import BOT, run
from tests.knowledge.folders import Folder


def test_a_question_is_answered(environment: dict[str, str], asking: Asking) -> None:
    question = "payments are slow and every thread is blocked"
    done = run(environment, "ask", question)
    assert done.stdout.decode() == written(asking.answer(question).cards[0]) + "\n"
    assert done.stderr == b""
    assert done.returncode == 0


def test_a_question_needs_no_quotes_and_none_is_an_answer_too(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "best", "pizza", "in", "town")
    assert done.stdout.startswith(b"The roadmap has no answer to that.\n")
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_is_said_in_a_sentence(environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*BOT, "check"], stdout=full, stderr=subprocess.PIPE, env=environment, check=False)
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr
    assert done.returncode == 3


def test_closed_streams_are_empty_streams(environment: dict[str, str]) -> None:
    line = f"{sys.executable} -m bot chat <&- >&-"
    done = subprocess.run(["/bin/sh", "-c", line], stderr=subprocess.PIPE, env=environment, check=False)
    assert (done.stderr, done.returncode) == (b"", 0)


def test_an_old_encoding_gets_what_it_can_show(environment: dict[str, str], asking: Asking) -> None:
    latin = {**environment, "PYTHONIOENCODING": "ascii"}
    question = "what should I read before service mesh"
    done = run(latin, "ask", question)
    assert done.stdout == written(asking.answer(question).cards[0]).encode("ascii", "replace") + b"\n"
    assert b"?" in done.stdout
    assert done.returncode == 0


def test_bytes_that_are_no_text_are_explained_on_the_command_line_too(environment: dict[str, str]) -> None:
    done = run(environment, "ask", b"what is saga \xff")
    assert (done.stdout, done.returncode) == (b"That is not UTF-8 text. Send the question as UTF-8.\n", 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "say what to do"),
        (["ask"], "give one question"),
        (["ask", "--jsonl", "what is saga"], "give one question"),
        (["sing"], "invalid choice: 'sing'"),
        (["check", "a", "b"], "unrecognized arguments: b"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_version_and_help_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("roadmap-bot ")
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(command in told for command in ("ask", "chat", "check", "run"))


def test_the_shipped_roadmap_has_no_faults(environment: dict[str, str]) -> None:
    done = run(environment, "check", "--quick")
    assert done.returncode == 0
    first, counts, *_ = done.stdout.decode().splitlines()
    assert first == "Architecture Patterns for Production Systems: no faults."
    assert counts.startswith("5 groups, 20 patterns, 12 decision rows, 7 needs, 5 failure modes, ")


def test_check_counts_what_a_roadmap_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Folder.small(tmp_path / "tea")
    assert main(["check", str(folder.path)]) == 0
    counts = capsys.readouterr().out.splitlines()[1]
    assert counts == (
        "2 groups, 3 patterns, 1 decision row, 1 need, 1 failure mode, 1 term, 1 topic, 3 phrases, 1 question, "
        "0 derived questions, 0 challenges"
    )


def test_check_names_every_fault_by_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("topics.yaml", "kind: about", "kind: gossip")
    folder.change("terms.yaml", "named: true", "named: perhaps")
    assert main(["check", str(folder.path)]) == 1
    faults = capsys.readouterr().out.splitlines()
    assert [fault.split(": ")[0] for fault in faults] == [
        f"{folder.path}/terms.yaml:7",
        f"{folder.path}/topics.yaml:3",
    ]


def test_check_says_that_there_is_no_such_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "gone")]) == 2
    assert capsys.readouterr().err == f"{tmp_path}/gone: there is no such folder. Name one that holds a roadmap.yaml.\n"


def test_a_roadmap_of_ones_own_is_used_and_its_faults_are_named(environment: dict[str, str], tmp_path: Path) -> None:
    folder = Folder.small(tmp_path / "tea")
    own = {**environment, "ROADMAP": str(folder.path)}
    assert run(own, "ask", "kettle").stdout.startswith(b"Kettle")
    folder.change("topics.yaml", "kind: about", "kind: gossip")
    done = run(own, "ask", "kettle")
    assert done.stderr.startswith(b"topics.yaml:3: ")
    assert done.returncode == 2


def test_wrong_settings_are_named_all_at_once(environment: dict[str, str]) -> None:
    done = run({**environment, "HTTP_PORT": "x", "LOG_FORMAT": "xml"}, "ask", "saga")
    assert [line.split(b":")[0] for line in done.stderr.splitlines()] == [b"HTTP_PORT", b"LOG_FORMAT"]
    assert done.returncode == 2


def test_settings_may_come_from_a_file_before_or_after_the_command(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "bot.env"
    file.write_text("HTTP_PORT=x\n")
    for arguments in (["--env-file", str(file), "check"], ["check", "--env-file", str(file)]):
        done = run(environment, *arguments)
        assert done.stderr.startswith(b"HTTP_PORT: ")
        assert done.returncode == 2
    done = run(environment, "check", "--env-file", str(tmp_path / "gone.env"))
    assert b"gone.env: No such file or directory." in done.stderr
    assert done.returncode == 2


def test_without_a_token_run_says_how_to_get_one(environment: dict[str, str]) -> None:
    done = run(environment, "run")
    assert done.stderr.startswith(b"DISCORD_TOKEN: there is none. ")
    assert b"https://discord.com/developers/applications" in done.stderr
    assert done.returncode == 2


def test_only_run_imports_discord_and_only_a_terminal_what_it_needs(environment: dict[str, str]) -> None:
    def imported(*arguments: str) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "bot", *arguments],
            input=b"saga\n", capture_output=True, env=environment, check=True,
        )  # fmt: skip
        return {line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines()}

    dear = {"discord", "prompt_toolkit", "rich", "scipy"}
    assert not imported("ask", "saga") & {*dear, "sqlalchemy", "aiosqlite"}
    assert not imported("chat") & dear
    assert not imported("check", "--quick") & {*dear, "numpy"}
    assert not imported("--version") & {*dear, "numpy", "pydantic"}


def test_ctrl_c_while_the_roadmap_is_learned_leaves_no_traceback(environment: dict[str, str], tmp_path: Path) -> None:
    cold = {**environment, "XDG_CACHE_HOME": str(tmp_path / "cold"), "PYTHONUNBUFFERED": "1"}
    master, slave = os.openpty()
    with subprocess.Popen(
        [*BOT, "ask", "saga"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=slave, env=cold
    ) as process:
        os.close(slave)
        said = os.read(master, 200)
        assert said.startswith(b"Reading the roadmap for the first time.")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate()
    rest = b""
    try:
        while chunk := os.read(master, 1000):
            rest += chunk
    except OSError:
        pass  # the other end is closed: that is how a terminal ends
    os.close(master)
    assert b"Traceback" not in said + rest
    assert (output, process.returncode) == (b"", 0)
