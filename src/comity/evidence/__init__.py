"""Statements and their grades in one study folder."""
