"""Deliveries of major arms as SIPRI values them."""
