"""Our own process, as a shell starts it."""

import subprocess
import sys

BOT = [sys.executable, "-W", "error", "-m", "bot"]


def run(environment: dict[str, str], *arguments: str | bytes, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(
        [*BOT, *arguments], input=given, capture_output=True, env=environment, timeout=120, check=False
    )


def started(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command with all its streams in our hands."""
    pipe = subprocess.PIPE
    return subprocess.Popen([*BOT, *arguments], stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
