"""Statements of states in the general debate of the United Nations General Assembly: who named whom, how often."""
