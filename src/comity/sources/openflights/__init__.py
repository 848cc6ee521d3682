"""Scheduled flights between countries about 2014, from OpenFlights."""
