"""The matcher on published intent sets, beside what others published on them.

    INTENT_DATA=FOLDER python -m tests.benchmarks.intents

The folder holds `clinc150/data_full.json` (Larson et al. 2019, "An Evaluation Dataset for Intent Classification and
Out-of-Scope Prediction", CC BY 3.0) and `banking77/train.csv` and `test.csv` (Casanueva et al. 2020, "Efficient Intent
Detection with Dual Sentence Encoders", CC BY 4.0). Neither is part of this project. The matcher is the one that answers
from a roadmap, with its own settings; spelling is not repaired first. It takes about two minutes. Nothing is asserted.
"""
