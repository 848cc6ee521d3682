"""Membership of states in intergovernmental organisations, Correlates of War version 3."""
