"""What others published on the same sets, in percent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Published:
    """In-scope accuracy and out-of-scope recall of a classifier."""

    name: str
    accuracy: float
    recall: float


LARSON = "Larson et al. 2019, Table 2, full"

BY_THRESHOLD = (
    Published("SVM", 88.2, 18.0),
    Published("FastText", 88.6, 28.3),
    Published("CNN", 90.9, 30.9),
    Published("DialogFlow", 90.8, 26.7),
    Published("Rasa", 90.9, 31.2),
    Published("MLP (USE)", 93.4, 49.1),
    Published("BERT", 96.2, 52.3),
)
TRAINED_WITH_STRANGERS = (
    Published("SVM", 91.0, 14.5),
    Published("FastText", 89.0, 9.7),
    Published("CNN", 91.2, 18.9),
    Published("DialogFlow", 91.7, 14.0),
    Published("Rasa", 91.5, 45.3),
    Published("MLP (USE)", 93.5, 47.4),
    Published("BERT", 96.9, 40.3),
)

BANKING = "Casanueva et al. 2020, from memory and not checked against the paper; their draws of 10 differ from ours"
BANKING_ACCURACY = {
    10: "BERT fixed 67.6, BERT tuned 83.4, USE 84.2, ConveRT 83.3, USE+ConveRT 85.2",
    None: "BERT fixed 87.2, BERT tuned 93.7, USE 92.8, ConveRT 93.0, USE+ConveRT 93.4",
}
"""Accuracy with so many phrases of each intent, or with all."""
