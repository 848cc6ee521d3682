"""The contracts: one documented class per harmonised table."""
