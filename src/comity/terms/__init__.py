"""What is spoken about: states, dyads, periods, units, commodities, event codes. Imports nothing."""
