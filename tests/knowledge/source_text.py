"""The source text taken apart: its nine tables, its diagram, its list of couplings, its quiz."""

import re
from dataclasses import dataclass
from pathlib import Path

NOT_NAMED = "ROADMAP_SOURCE names no source text: the roadmap's files were not compared with it."
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the source: its heading and its rows, cut into cells."""

    heading: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The text, line by line."""

    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "Source":
        """Read the text."""
        return cls(tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines()))

    def tables(self) -> list[Table]:
        """Give the tables in order. They come without the line that Markdown puts under a heading."""
        found: list[list[Row]] = []
        inside = False
        for line in self.lines:
            is_row = line.startswith("|") and line.endswith("|")
            if is_row:
                if not inside:
                    found.append([])
                found[-1].append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            inside = is_row
        return [Table(rows[0], tuple(rows[1:])) for rows in found]

    def table(self, first_heading: str) -> Table:
        """Give the only table whose first column has this heading."""
        (table,) = (table for table in self.tables() if table.heading[0] == first_heading)
        return table

    def nodes(self) -> dict[str, str]:
        """Give the labels of the diagram's nodes by their ids."""
        found = (re.match(r"([A-Z]+\d*)(?:\[|\(\[)(.+?)(?:\]|\]\))(?:\s|$)", line) for line in self.lines)
        drawn = {match[1]: match[2] for match in found if match}
        for line in self.lines:
            for match in re.finditer(r"([A-Z]+)\(\[(.+?)\]\)", line):
                drawn[match[1]] = match[2]
        return drawn

    def solid(self) -> list[tuple[str, str]]:
        """Give the solid arrows of the diagram."""
        found = (re.match(r"(\w+)(?:\(\[.*\]\))? --> (\w+)", line) for line in self.lines)
        return [(match[1], match[2]) for match in found if match]

    def dashed(self) -> list[Row]:
        """Give the dashed arrows of the diagram: from, label, to."""
        found = (re.match(r'(\w+) -\.->\|"(.+)"\| (\w+)', line) for line in self.lines)
        return [(match[1], match[2], match[3]) for match in found if match]

    def boxes(self) -> dict[str, list[str]]:
        """Give the nodes in each box of the diagram."""
        found: dict[str, list[str]] = {}
        box = ""
        for line in self.lines:
            if opened := re.match(r"subgraph (\w+)", line):
                box = opened[1]
                found[box] = []
            elif line == "end":
                box = ""
            elif box and (node := re.match(r"(P\d+)\[", line)):
                found[box].append(node[1])
        return found

    def couplings(self) -> list[tuple[str, list[str]]]:
        """Give the bullets of the couplings: who needs, and what."""
        found = (re.match(r"- (.+?) → (.+?):", line) for line in self.lines)
        return [(match[1], re.split(r" \+ ", match[2])) for match in found if match]

    def quiz(self) -> list[tuple[list[str], str]]:
        """Give each question's options by letter, and the right letter, which stands at the end of the last option."""
        found: list[tuple[list[str], str]] = []
        options: list[str] = []
        for line in self.lines:
            option = re.match(r"- ([A-Z])\) (.+)", line)
            if option is None:
                continue
            text, _, right = option[2].partition(" Correct Answer: ")
            options.append(text)
            if right:
                found.append((options, right))
                options = []
        return found
