"""Rows from what people keep elsewhere: CSV, XLSX, BibTeX, RIS and CSL-JSON. `take.read_import` is the door.

A bibliography says what a source is and not what it claims, so its rows wait in `to_grade.csv`. Nothing is
invented: what an import does not say is left empty, or given by whoever imports.
"""
