"""Refugees and asylum seekers by origin and asylum, from UNHCR."""
