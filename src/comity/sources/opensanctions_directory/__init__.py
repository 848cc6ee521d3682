"""Programmes of sanctions in force, as OpenSanctions publishes its whole directory each day."""
