"""Trade of pairs since 1948 as several publishers account for it, in CEPII's Gravity database."""
