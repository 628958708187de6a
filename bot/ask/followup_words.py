"""The words of follow-ups: closed lists, so that any other word makes a message a question of its own."""

from typing import Final

from knowledge.kinds import QuestionKind

LONGEST: Final = 14
"""Words; who says more says what they mean."""
IT: Final = frozenset({"it", "its", "that", "thats", "this", "one", "those", "them", "these", "they", "both"})
"""Words that stand for what was spoken of."""
LINKS: Final = frozenset(
    {"and", "so", "ok", "okay", "then", "but", "well", "hm", "hmm", "cool", "thanks", "thx", "great", "nice", "good"}
    | {"got", "right", "also", "now", "please", "pls", "hey", "sure", "yes", "alright", "fine", "perfect"}
)
SMALL: Final = frozenset(
    {
        "what",
        "whats",
        "which",
        "how",
        "is",
        "are",
        "was",
        "do",
        "does",
        "did",
        "can",
        "could",
        "should",
        "would",
        "will",
    }
    | {
        "i",
        "we",
        "you",
        "me",
        "us",
        "my",
        "our",
        "a",
        "an",
        "the",
        "to",
        "of",
        "in",
        "for",
        "about",
        "with",
        "on",
        "at",
    }
    | {"there", "any", "some", "be", "have", "has", "if", "when", "pattern", "patterns", "post", "thing", "things", "s"}
)
WITHIN: Final = IT | LINKS | SMALL
ASKS: Final[tuple[tuple[QuestionKind, frozenset[str], frozenset[str]], ...]] = (
    # What must be said, and what else may be.
    (
        QuestionKind.PREVIOUS,
        frozenset({"previous", "preceding", "precedes"}),
        frozenset({"comes", "came", "before", "read"}),
    ),
    (
        QuestionKind.NEEDED_BY,
        frozenset({"who", "whose", "dependents"}),
        frozenset({"needs", "need", "uses", "builds", "build", "depends", "requires", "relies", "else"}),
    ),
    (
        QuestionKind.PITFALL,
        frozenset({"pitfall", "pitfalls", "wrong", "trap", "traps", "mistakes", "mistake", "risks", "risk", "gotchas"})
        | {"gotcha", "downsides", "downside", "drawbacks", "dangers", "warnings", "careful", "catch", "bite"},
        frozenset({"go", "goes", "watch", "out", "common", "typical", "usual", "people", "make", "might", "where"}),
    ),
    (
        QuestionKind.SUPPORTS,
        frozenset({"alongside", "along", "pair", "pairs", "combine", "combines", "combined", "companion", "together"})
        | {"accompanies", "goes", "complements"},
        frozenset(
            {
                "go",
                "well",
                "bring",
                "anything",
                "something",
                "use",
                "used",
                "works",
                "work",
                "else",
                "best",
                "usually",
                "comes",
                "come",
            }
        ),
    ),
    (
        QuestionKind.PREREQUISITES,
        frozenset(
            {"need", "needs", "require", "requires", "prerequisites", "prerequisite", "prereqs", "before", "first"}
        )
        | {"builds", "rests", "depends", "depend", "beforehand", "assume", "assumes", "build"},
        frozenset({"know", "read", "learn", "understand", "upon", "study", "must", "start", "already", "else", "comes"})
        | {"come", "anything", "something"},
    ),
    (
        QuestionKind.NEXT,
        frozenset({"next", "after", "afterwards", "follows", "following", "later"}),
        frozenset({"comes", "come", "read", "learn", "go", "study", "follow", "up", "else", "from", "here", "step"}),
    ),
    (
        QuestionKind.PATH,
        frozenset({"path", "route", "way", "get"}),
        frozenset({"get", "shortest", "full", "whole", "show", "give", "learning", "reach"}),
    ),
    (
        QuestionKind.GROUP,
        frozenset({"group", "family", "category"}),
        frozenset({"belong", "belongs", "part", "from", "it", "under", "sit", "sits", "live", "lives"}),
    ),
    (
        QuestionKind.LOOKUP,
        frozenset({"more", "explain", "describe", "details", "detail", "elaborate", "mean", "means", "define"})
        | {"definition", "summary"},
        frozenset({"tell", "give", "exactly", "bit", "little", "say", "again", "simply", "simple", "terms"}),
    ),
)
BUILDS_ON: Final = frozenset(
    {"builds", "build", "depends", "depend", "relies", "rely", "needs", "need", "requires", "uses"}
)
WORDED: Final = {
    QuestionKind.PREVIOUS: "what comes before {}?",
    QuestionKind.NEEDED_BY: "who needs {}?",
    QuestionKind.PITFALL: "what can go wrong with {}?",
    QuestionKind.SUPPORTS: "what goes along with {}?",
    QuestionKind.PREREQUISITES: "what does {} need?",
    QuestionKind.NEXT: "what comes after {}?",
    QuestionKind.PATH: "what is the path to {}?",
    QuestionKind.GROUP: "which group is {} in?",
    QuestionKind.LOOKUP: "what is {}?",
}
OF_GROUPS: Final = frozenset({QuestionKind.NEXT, QuestionKind.PREVIOUS, QuestionKind.LOOKUP})
INSTEAD: Final = frozenset(
    {"why", "not", "instead", "or", "rather", "than", "better", "vs", "versus", "compare", "compared"}
) | {"differ", "different", "difference", "between", "over", "prefer", "from", "same", "as", "isnt", "arent"}
NEED: Final = frozenset({"need", "needs", "require", "requires", "use", "assume"})
ABOUT: Final = frozenset({"what", "whats", "how", "about", "and", "for", "with", "the", "same", "of", "s"}) | LINKS
