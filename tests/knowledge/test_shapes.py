"""Values in roadmap files: only what is meant is read, and a fault says how to mend it."""

import pytest

from tests.knowledge.folders import Folder

SCALARS = ["no", "12:30", "010", "1.0", "1.0e+3", "0x1F", "2026-03-29", "true", "42", "~", "null", ".inf", "yes", "-7"]


@pytest.mark.parametrize("scalar", SCALARS)
def test_a_scalar_that_yaml_reads_as_no_text_is_refused_where_text_is_meant(folder: Folder, scalar: str) -> None:
    folder.change("terms.yaml", '"Thermometer"', scalar)
    read = {"true": "True"}.get(scalar, scalar)
    assert folder.fault() == f'terms.yaml:3: name: "{read}" is read as something else than text. Put it in quotes.'


@pytest.mark.parametrize("scalar", [scalar for scalar in SCALARS if scalar != "~"])
def test_the_same_in_quotes_is_text(folder: Folder, scalar: str) -> None:
    folder.change("terms.yaml", '"Thermometer"', f'"{scalar}"')
    assert folder.load().terms[0].name == scalar


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name: "Thermometer"', "name:", "terms.yaml:3: name: the text is missing. Write it."),
        (
            'name: "Thermometer"',
            'name: ["Thermometer"]',
            "terms.yaml:3: name: a text is meant here, not a list or a block of keys. Write one text.",
        ),
        (
            'name: "Thermometer"',
            'name: {a: "b"}',
            "terms.yaml:3: name: a text is meant here, not a list or a block of keys. Write one text.",
        ),
        ('name: "Thermometer"', 'name: ""', "terms.yaml:3: name: the text is too short. Write it out."),
        (
            'meaning: "Tells how hot {kettle} is."',
            'meaning: "  "',
            "terms.yaml:5: meaning: the text is empty. Write it.",
        ),
        (
            'meaning: "Tells how hot {kettle} is."',
            f'meaning: "{"x" * 201}"',
            "terms.yaml:5: meaning: the text has 201 characters, more than 200. Shorten it.",
        ),
        (
            "{kettle}",
            "{Kettle}",
            'terms.yaml:5: meaning: "{Kettle}" names no entry. Write a slug in the braces, or no braces.',
        ),
        ("{kettle}", "{kettle", "terms.yaml:5: meaning: a brace stands alone. Write references as {slug}."),
        (
            "hosts: [kettle]",
            "hosts: kettle",
            "terms.yaml:6: hosts: a list is meant here. Write each item on a line of its own, after a hyphen.",
        ),
        ("named: true", "named: maybe", 'terms.yaml:7: named: "maybe" is neither true nor false. Write one of them.'),
        ("named: true", 'named: "true"', 'terms.yaml:7: named: "true" is neither true nor false. Write one of them.'),
        (
            "slug: thermometer",
            "slug: Thermo Meter",
            'terms.yaml:2: slug: "Thermo Meter" is no slug. Use lower-case letters, digits and single hyphens.',
        ),
        ("    named: true\n", "", 'terms.yaml:2: "named" is missing. Add it.'),
        (
            "named: true",
            "named: true\n    color: red",
            'terms.yaml:8: the key "color" is not known here. Remove it or mend its spelling.',
        ),
        (
            'name: "Thermometer"',
            'name: "Thermometer"\n    name: "Gauge"',
            'terms.yaml:4: the key "name" stands here a second time. Keep one of them.',
        ),
        (
            "terms:\n",
            "terms: none\nold:\n",
            "terms.yaml:1: terms: a list is meant here. Write each item on a line of its own, after a hyphen.",
        ),
    ],
)
def test_a_fault_says_what_is_wrong_where_and_what_to_do(folder: Folder, old: str, new: str, fault: str) -> None:
    folder.change("terms.yaml", old, new)
    assert str(folder.faults()[0]) == fault
