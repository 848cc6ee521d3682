"""Statements and their grades in one study folder.

`study.load_study` reads a folder; `select` picks from its statements. `docs/study-folder.md` is the format.
"""
