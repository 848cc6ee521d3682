"""Accounts of trade: whose reports a flow rests on, and whether two of one flow can both be."""
