"""`ask --jsonl` as other programs meet it: a real process behind real pipes."""

import json
import signal
from typing import Any

import pytest

from tests.bot.processes import run, started


def objects(output: bytes) -> list[dict[str, Any]]:
    assert output.endswith(b"\n")
    return [json.loads(line) for line in output.decode().splitlines()]


def test_each_line_in_gives_one_object_out(environment: dict[str, str]) -> None:
    lines = [
        b"payments are slow and every thread is blocked",
        b"what should I read before service mesh\r",
        b"blue-green vs canary",
        b"best pizza in town",
        b"",
        b"   \t ",
        b"saga \xff\xfe",
        b"why " * 300,
        b"\xff" * 1500,
        "what is Saga?\x00\x1b[31m\u2028\u0085 naïve \U0001f600".encode(),
        b"cqrs",
    ]
    done = run(environment, "ask", "--jsonl", given=b"\n".join(lines))
    found = objects(done.stdout)
    assert done.returncode == 0
    assert done.stderr == b""
    assert [one["question"] for one in found] == [line.removesuffix(b"\r").decode(errors="replace") for line in lines]
    assert [(one["outcome"], one["patterns"][:2]) for one in found[:4]] == [
        ("answer", found[0]["patterns"]),
        ("answer", ["service-mesh"]),
        ("answer", ["blue-green", "canary"]),
        ("none", []),
    ]
    assert found[0]["patterns"][0] in ("circuit-breaker", "bulkhead")
    for one in found[4:9]:
        assert (one["outcome"], one["kind"], one["patterns"]) == ("none", "none", [])
    assert [one["text"] for one in found[4:9]] == [
        "There is no question in that.",
        "There is no question in that.",
        "That is not UTF-8 text. Send the question as UTF-8.",
        "That is 1,199 characters. Ask in at most 1,000.",
        "That is not UTF-8 text. Send the question as UTF-8.",
    ]
    assert [one["patterns"] for one in found[9:]] == [["saga"], ["cqrs"]]


def test_the_fields_are_those_of_the_contract(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "--jsonl", given="is it naïve to skip “Saga”?\n".encode())
    (line,) = done.stdout.splitlines()
    assert "naïve".encode() in line
    assert list(json.loads(line)) == [
        "question", "outcome", "kind", "patterns", "groups", "mentions", "confidence", "sources", "text",
    ]  # fmt: skip


def test_no_line_gives_no_object(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "--jsonl")
    assert (done.stdout, done.returncode) == (b"", 0)


def test_a_line_of_many_megabytes_is_one_line_still(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "--jsonl", given=b"x" + "é".encode() * 2_500_000 + b"\ncqrs\n")
    first, second = objects(done.stdout)
    assert "characters. Ask in at most 1,000." in first["text"]
    assert second["patterns"] == ["cqrs"]


def test_a_coprocess_gets_each_answer_before_it_asks_again(environment: dict[str, str]) -> None:
    with started(environment, "ask", "--jsonl") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("saga", "cqrs"):
            process.stdin.write(f"what is {name}?\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["patterns"] == [name]
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_without_a_traceback(environment: dict[str, str], told: signal.Signals) -> None:
    with started(environment, "ask", "--jsonl") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"saga\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(told)
        _, errors = process.communicate()
        assert (errors, process.returncode) == (b"", 0)


def test_a_reader_that_has_had_enough_is_no_failure(environment: dict[str, str]) -> None:
    with started(environment, "ask", "--jsonl") as process:
        assert process.stdout is not None
        process.stdout.close()
        _, errors = process.communicate(b"saga\n" * 50)
        assert (errors, process.returncode) == (b"", 0)
