"""Poisson pseudo-maximum likelihood with any number of fixed effects: estimator, errors, checks, corrections."""
