"""Text that is safe to print: it steers no terminal and begins no line of its own."""


def visible(text: str) -> str:
    """Write out what is no sign to read, such as line breaks and escapes: a newline becomes a backslash and an n."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
