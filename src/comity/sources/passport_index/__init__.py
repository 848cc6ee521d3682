"""Visa requirements by passport and destination, from the Passport Index data set."""
