"""One YAML file read strictly: hostile, broken and merely careless ones are told apart from good ones."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.document import DEPTH_LIMIT, SIZE_LIMIT, Document
from knowledge.faults import RoadmapError

SIGNS = "ab:- \n\t[]{}\"'#&*!|>%@`,?~.0159<=\u0085\u2028\x07é"


def read(text: str | bytes) -> object:
    return Document("some.yaml", text.encode() if isinstance(text, str) else text).value


def faults(text: str | bytes) -> list[str]:
    with pytest.raises(RoadmapError) as caught:
        read(text)
    return [str(fault) for fault in caught.value.faults]


def test_plain_values_are_read_as_they_are_meant() -> None:
    assert read('a: text\nb: 12\nc: true\nd: ["x", y]\ne: {f: "no"}\ng:\n') == {
        "a": "text",
        "b": 12,
        "c": True,
        "d": ("x", "y"),
        "e": {"f": "no"},
        "g": None,
    }


def test_every_value_knows_its_line() -> None:
    document = Document("some.yaml", b"a: 1\nb:\n  - x\n  - c: 2\n    d: >-\n      long\n      text\n")
    assert [document.line(path) for path in (("a",), ("b", 0), ("b", 1, "c"), ("b", 1, "d"))] == [1, 3, 4, 5]
    assert document.line(("b", 1, "missing")) == 4
    assert document.line(("nowhere",)) == 1


def test_lines_are_counted_as_editors_count_them() -> None:
    document = Document("some.yaml", 'a: "x\u2028y\u0085z"\r\nb: 1\rc: 2\n'.encode())
    assert [document.line((key,)) for key in "abc"] == [1, 2, 3]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read(b"\xef\xbb\xbfa: b\n") == {"a": "b"}


def test_an_anchor_and_an_alias_are_refused_each() -> None:
    said = "anchors (&) and aliases (*) are not read. Write the value out, or quote the text."
    assert faults("a: &x b\nc: *x\n") == [f"some.yaml:1: {said}", f"some.yaml:2: {said}"]


def test_a_text_that_begins_with_an_asterisk_is_told_to_be_quoted() -> None:
    (fault,) = faults("a: *bold\n")
    assert fault.endswith("Write the value out, or quote the text.")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!!str", "!mine", "!!binary", "!!set"])
def test_a_tag_is_refused_and_never_obeyed(tag: str) -> None:
    assert "is not read. Remove it." in faults(f"a: {tag} [x]\n")[0]
    assert "is not read. Remove it." in faults(f"a:\n  - {tag} x\n")[0]


def test_a_yaml_bomb_is_refused_without_being_unfolded() -> None:
    bomb = 'a0: &a0 ["lol"]\n' + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    told = faults(bomb)
    assert len(told) == 30
    assert all("anchors (&) and aliases (*) are not read" in fault for fault in told)


def test_deep_nesting_is_refused_on_its_line() -> None:
    assert faults("a:\n" + " [\n" * 1000) == [
        f"some.yaml:13: values are nested more than {DEPTH_LIMIT} deep. Flatten them."
    ]
    assert faults("".join(f"{' ' * depth}a:\n" for depth in range(50))) == [
        f"some.yaml:13: values are nested more than {DEPTH_LIMIT} deep. Flatten them."
    ]


def test_a_file_above_the_stated_size_is_not_parsed() -> None:
    told = faults(b"#" * (SIZE_LIMIT + 1))
    assert told == ["some.yaml:1: the file has more than 1,048,576 bytes. Split it."]


def test_bytes_that_are_no_utf_8_are_refused_on_their_line() -> None:
    assert faults(b"a: b\nc: \xff\n") == ["some.yaml:2: this is not UTF-8 text. Save the file as UTF-8."]
    assert faults("a: b\n".encode("utf-16"))[0].endswith("this is not UTF-8 text. Save the file as UTF-8.")


def test_a_second_document_is_refused_where_it_starts() -> None:
    assert faults("a: b\n---\nc: d\n") == ["some.yaml:2: a second document starts here. Keep one document in a file."]


def test_a_key_given_twice_is_refused_at_every_depth() -> None:
    assert faults("a: 1\nb:\n  - {c: 1,\n     c: 2}\na: 3\n") == [
        'some.yaml:4: the key "c" stands here a second time. Keep one of them.',
        'some.yaml:5: the key "a" stands here a second time. Keep one of them.',
    ]


@pytest.mark.parametrize("text", ["[a, b]: c\n", "{a: b}: c\n", "? [x]\n: y\n"])
def test_a_key_that_is_no_word_is_refused(text: str) -> None:
    assert faults(text) == ["some.yaml:1: a key has to be a plain word."]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: "open\n', 1),
        ("a: [b, c\n", 1),
        ("a: b\n\tc: d\n", 2),
        ("a: b\n c: d\n", 2),
        ("a: @b\n", 1),
        ("a: \x00\n", 1),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(text: str, line: int) -> None:
    (fault,) = faults(text)
    assert fault.startswith(f"some.yaml:{line}: this is not YAML: ")


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("a: one: two\n", "Put a text that holds a colon in quotes, and indent keys alike."),
        ("a: @b\n", "Put the text in quotes, and indent with spaces."),
        ("- *bold* text\n", "Put the text in quotes."),
        ("a: {b: c\nd: e\n", "Close the bracket, and put commas between its items."),
        ('a: "open\n', "Close the quote."),
        ('a: "C:\\dir"\n', "Double the backslash, or put the text in single quotes."),
        ("a:\n    b: c\n  d: e\n", "a quote that is not closed, here or above."),
        ("a: 'it's'\n", "a quote that is not closed, here or above."),
    ],
)
@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)])
def test_what_is_no_yaml_is_told_with_its_cure(
    text: str, cure: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.document._Loader", loader)
    (fault,) = faults(text)
    assert fault.endswith(cure)


@pytest.mark.parametrize("escape", ["\\a", "\\0", "\\x1b", "\\x7f"])
def test_a_control_character_in_a_text_is_refused_even_where_it_is_escaped(escape: str) -> None:
    assert faults(f'a: b\nc: "x{escape}y"\n') == ["some.yaml:2: the text holds a control character. Remove it."]


def test_a_control_character_in_a_key_is_refused() -> None:
    assert faults('a: b\n"\\e[31m": c\n') == ["some.yaml:2: the key holds a control character. Remove it."]


def test_what_a_tag_hides_never_reaches_a_terminal() -> None:
    (fault,) = faults("a: !%1b%5b31m%0aevil b\n")
    assert fault == "some.yaml:1: the tag !\\x1b[31m\\nevil is not read. Remove it."


def test_a_number_of_thousands_of_digits_is_no_number() -> None:
    value = read(f"a: {'9' * 5_000}\n")
    assert isinstance(value, dict)
    assert not isinstance(value["a"], (str, int))


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing but a comment\n", "---\n"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("scalar", ["no", "12:30", "010", "1.0", "0x1F", "2026-03-29", "1_000", "~", "null", "=", "<<"])
def test_scalars_that_yaml_takes_for_something_else_are_neither_text_nor_number(scalar: str) -> None:
    value = read(f"a: {scalar}\n")
    assert isinstance(value, dict)
    assert not isinstance(value["a"], (str, int, float, bool))


def bounded(value: object, depth: int = 0) -> bool:
    if isinstance(value, dict):
        return depth <= DEPTH_LIMIT and all(bounded(item, depth + 1) for item in value.values())
    if isinstance(value, tuple):
        return depth <= DEPTH_LIMIT and all(bounded(item, depth + 1) for item in value)
    return True


def refusal(content: bytes) -> RoadmapError | None:
    try:
        value = read(content)
    except RoadmapError as error:
        return error
    assert bounded(value)
    return None


def check_refusal(content: bytes) -> None:
    error = refusal(content)
    for fault in error.faults if error else ():
        assert 1 <= fault.line <= max(1, len(content.splitlines())), fault
        assert fault.message.endswith(".")


@given(st.binary(max_size=400))
def test_any_bytes_are_check_refusal(content: bytes) -> None:
    check_refusal(content)


@settings(max_examples=400)
@given(st.text(SIGNS, max_size=60))
def test_any_text_of_yaml_signs_is_check_refusal(text: str) -> None:
    check_refusal(text.encode())


# Control characters are refused, and PyYAML does not read back the odd line breaks that it writes.
WRITABLE = "".join(sign for sign in SIGNS if sign.isprintable() or sign in "\n\t")
leaves = st.text(WRITABLE, max_size=20) | st.integers(min_value=0, max_value=10**6) | st.booleans()
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
)


@given(st.dictionaries(st.text("abcxyz", min_size=1, max_size=8), trees, max_size=4))
def test_what_another_writer_quotes_is_read_back_as_it_was(tree: dict[str, object]) -> None:
    written = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=False).encode()
    error = refusal(written)
    if error is None:
        assert read(written) == frozen(tree)
    else:
        assert all("anchors" in fault.message or "nested" in fault.message for fault in error.faults)


def frozen(value: object) -> object:
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value
