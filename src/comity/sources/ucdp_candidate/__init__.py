"""Deaths in fighting between states in the months after the last yearly edition, from the candidate events of UCDP."""
