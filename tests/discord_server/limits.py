"""Limits: what Discord refuses in a message, with the error that it gives.

The codes inside `errors` are Discord's own where they are known from its answers; a test does well to look
at the number (50035, 50006) and at the path, which are certain.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .component_limits import check_classic, check_v2
from .records import Message, MessageFlag, Payload, Upload
from .refusals import Form, Step, empty_message, too_large

CONTENT, EMBEDS, EMBED_TEXT, ATTACHMENTS, NONCE, MENTIONS = 2_000, 10, 6_000, 10, 25, 100

V2_TEXT_BYTES, V2_TEXT_OVERHEAD = 10_170, 12
"""Past this many bytes of text (and 12 for each text) Discord answers 500: discord-api-docs #8554."""

EMBED_LENGTHS: Sequence[tuple[tuple[str, ...], int]] = (
    (("title",), 256),
    (("description",), 4096),
    (("footer", "text"), 2048),
    (("author", "name"), 256),
)


def check_message(
    body: Payload,
    files: Mapping[int, Upload],
    *,
    largest_file: int,
    previous: Message | None = None,
    prefix: Sequence[Step] = (),
) -> None:
    """Refuse what Discord refuses: of a new message, or of an edit together with what it leaves as it was."""
    form = Form(*prefix)
    form.length(["content"], body.get("content"), 0, CONTENT)
    _check_embeds(form, body.get("embeds") or [])
    _check_files(form, body, files, largest_file)
    _check_mentions(form, body.get("allowed_mentions") or {})
    _check_nonce(form, body.get("nonce"))
    _check_poll(form, body.get("poll") or {})
    names = _file_names(body, files, previous)
    components = _left(body, previous, "components")
    if wants_v2(body, previous):
        _check_legacy_fields(form, body, previous)
        check_v2(form, components, names)
    else:
        check_classic(form, components)
    form.check()
    if _is_empty(body, files, previous):
        raise empty_message()


def wants_v2(body: Payload, previous: Message | None) -> bool:
    """Whether the message is, or becomes, one of components alone. There is no way back."""
    flagged = bool((body.get("flags") or 0) & MessageFlag.COMPONENTS_V2)
    return flagged or (previous is not None and previous.is_v2)


def _left(body: Payload, previous: Message | None, name: str) -> Any:
    """What a field will be: what is given, else what the message had."""
    if name in body:
        return body[name] or []
    return list(getattr(previous, name)) if previous is not None else []


def _check_legacy_fields(form: Form, body: Payload, previous: Message | None) -> None:
    for name in ("content", "embeds", "poll", "sticker_ids"):
        held = getattr(previous, name, None) if previous is not None else None
        if body.get(name, held):
            form.fault(
                [name],
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def _is_empty(body: Payload, files: Mapping[int, Upload], previous: Message | None) -> bool:
    content = body.get("content", previous.content if previous else None)
    attachments = files or _left(body, previous, "attachments")
    said = content and str(content).strip()
    poll = body.get("poll") or (previous is not None and previous.poll)
    return not (said or attachments or poll or _left(body, previous, "embeds") or _left(body, previous, "components"))


def _check_embeds(form: Form, embeds: list[Payload]) -> None:
    form.length(["embeds"], embeds, 0, EMBEDS)
    total = 0
    for index, embed in enumerate(embeds):
        for path, longest in EMBED_LENGTHS:
            text = _at(embed, path)
            form.length(["embeds", index, *path], text, 0, longest)
            total += len(text or "")
        fields = embed.get("fields") or []
        form.length(["embeds", index, "fields"], fields, 0, 25)
        for number, entry in enumerate(fields):
            for name, longest in (("name", 256), ("value", 1024)):
                path_here: list[Step] = ["embeds", index, "fields", number, name]
                if not entry.get(name):
                    form.required(path_here)
                form.length(path_here, entry.get(name), 0, longest)
                total += len(entry.get(name) or "")
    if total > EMBED_TEXT:
        form.fault(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {EMBED_TEXT}")


def _at(embed: Payload, path: Sequence[str]) -> str | None:
    value: Any = embed
    for step in path:
        value = (value or {}).get(step)
    return None if value is None else str(value)


def _check_files(form: Form, body: Payload, files: Mapping[int, Upload], largest_file: int) -> None:
    listed = body.get("attachments") or []
    if max(len(files), len(listed)) > ATTACHMENTS:
        form.fault(["attachments"], "BASE_TYPE_MAX_LENGTH", f"Must be {ATTACHMENTS} or fewer in length.")
    for index, entry in enumerate(listed):
        form.length(["attachments", index, "description"], entry.get("description"), 0, 1024)
    if any(len(upload.content) > largest_file for upload in files.values()):
        raise too_large()


def _check_mentions(form: Form, allowed: Payload) -> None:
    parsed = allowed.get("parse") or []
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        form.length(["allowed_mentions", kind], listed, 0, MENTIONS)
        if listed and kind in parsed:
            form.fault(
                ["allowed_mentions"],
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )


def _check_nonce(form: Form, nonce: object) -> None:
    if isinstance(nonce, str):
        form.length(["nonce"], nonce, 0, NONCE)


def _check_poll(form: Form, poll: Payload) -> None:
    if not poll:
        return
    form.length(["poll", "question", "text"], (poll.get("question") or {}).get("text"), 1, 300)
    answers = poll.get("answers") or []
    form.length(["poll", "answers"], answers, 1, 10)
    for index, answer in enumerate(answers):
        form.length(["poll", "answers", index, "poll_media", "text"], answer.get("poll_media", {}).get("text"), 1, 55)
    if not 1 <= (poll.get("duration") or 24) <= 768:
        form.fault(["poll", "duration"], "NUMBER_TYPE_MAX", "int value should be less than or equal to 768.")


def _file_names(body: Payload, files: Mapping[int, Upload], previous: Message | None) -> set[str]:
    """The names that `attachment://` may speak of."""
    names = {upload.filename for upload in files.values()}
    if previous is not None:
        names |= {attachment.filename for attachment in previous.attachments}
    return names | {entry["filename"] for entry in body.get("attachments") or [] if entry.get("filename")}


def v2_is_too_heavy(texts: Sequence[str]) -> bool:
    """Whether Discord would fail at the sheer bytes of a message that keeps every documented limit."""
    return sum(len(text.encode()) + V2_TEXT_OVERHEAD for text in texts) > V2_TEXT_BYTES
