import pytest

from bot.doctor.findings import Finding, exit_code, fault, ok, summary, unreachable, warning

WELL = ok("clock", "It goes.")
ODD = warning("disk", "It is nearly full.", "Make room.")
WRONG = fault("roadmap", "It is torn.", "Glue it.")
AWAY = unreachable("login", "Nobody answers.", "Ring again.")


def test_a_finding_is_a_line_that_ends_with_what_to_do() -> None:
    assert [str(one) for one in (WELL, ODD, WRONG, AWAY)] == [
        "ok       clock: It goes.",
        "warning  disk: It is nearly full. Make room.",
        "fault    roadmap: It is torn. Glue it.",
        "fault    login: Nobody answers. Ring again.",
    ]


@pytest.mark.parametrize(
    ("found", "code", "said"),
    [
        ([WELL], 0, "All is well."),
        ([WELL, ODD], 0, "1 warning."),
        ([AWAY, ODD, ODD], 3, "1 fault and 2 warnings."),
        ([WRONG, AWAY], 1, "2 faults."),
    ],
)
def test_our_faults_weigh_more_than_a_silence_outside(found: list[Finding], code: int, said: str) -> None:
    assert (exit_code(found), summary(found)) == (code, said)
