"""Ordinary talk in an ask channel: of 1,000 lines that are no questions for the roadmap, at most one may get an answer.

    INTENT_DATA=FOLDER python -m tests.benchmarks.overhearing

The lines are utterances of CLINC150 and BANKING77 (see `tests.benchmarks.intents` for the folder and the licences), and
near misses: talk among engineers that names patterns or sounds like their troubles, and asks the roadmap nothing. None of
it was learned from. Beside them it is counted how many of the roadmap's own examples are answered at the same bars.
"""
