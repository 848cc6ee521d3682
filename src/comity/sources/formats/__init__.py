"""Readers of the file formats that publishers use: bytes of a stranger in, columns or `BadFile` out.

No reader executes, extracts or trusts anything: sizes are bounded, names are checked, and a column that is
not expected is noticed, not swallowed.
"""
