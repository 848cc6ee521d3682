"""Dated, cited facts about pairs of states, and the status of states: curated, in words of our own."""
