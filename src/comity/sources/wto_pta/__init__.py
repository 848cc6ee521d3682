"""Exports by partner as UN Comtrade's exporters report them, every fourth year."""
