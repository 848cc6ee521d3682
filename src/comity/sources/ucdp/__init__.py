"""Armed conflicts by year, from the Uppsala Conflict Data Program and the Peace Research Institute Oslo."""
