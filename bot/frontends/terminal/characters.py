"""Characters that a terminal may be given: text of others must not move the cursor or turn the line around."""

import re

# C0, DEL and C1 controls, line separators, marks that change the direction of writing, and halves of pairs.
_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """Give `text` with white space for line breaks and tabs, and a mark for every other control character."""
    return _HARMFUL.sub(lambda found: " " if found[0].isspace() else "\N{REPLACEMENT CHARACTER}", text)
