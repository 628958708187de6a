"""`python -m tests.discord_server`: a Discord with one guild and three people, for a bot that is run by hand."""

import argparse
import asyncio
import sys
import threading

from .prompt import HELP, Prompt
from .server import Server

PEOPLE = (("ana", True), ("ben", False), ("cleo", False))
"""Who is there, and who of them is an admin."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.discord_server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at")
    parser.add_argument("--port", type=int, default=8155, help="the port to listen at (0: any that is free)")
    options = parser.parse_args()
    with Server(host=options.host, port=options.port) as server:
        for name, admin in PEOPLE:
            server.person(name, admin=admin)
        print("A bot comes here with:")
        for name, value in server.environment.items():
            print(f"  export {name}={value}")
        try:
            if sys.stdin.isatty():
                prompt(server)
            else:
                print("Idle until interrupted: there is no terminal to type at.", flush=True)
                threading.Event().wait()
        except (KeyboardInterrupt, EOFError):
            print()


def prompt(server: Server) -> None:
    """Read a line, do it, show what came of it, until `quit`."""
    people = Prompt(server)
    print(HELP)
    while (line := input("> ").strip()) != "quit":
        print(asyncio.run(people.run(line)))


if __name__ == "__main__":
    main()
