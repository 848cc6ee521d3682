"""The accounts of a team that shares a desk."""
