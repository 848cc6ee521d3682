"""Travels of presidents and secretaries of state, and visits of foreign leaders, by the Office of the Historian."""
