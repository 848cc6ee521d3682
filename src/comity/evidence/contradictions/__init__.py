"""The register of what does not fit together in a study's statements.

One file for each way in which sources fail each other; `register.register` asks all of them. Rules look at the
columns of a statement and at cue words listed with a reason in `cues.csv`; none knows a row or a country.
"""
