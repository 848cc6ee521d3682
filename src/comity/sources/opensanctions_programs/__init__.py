"""Programmes of sanctions in force, from OpenSanctions."""
