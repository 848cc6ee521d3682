"""Trade by product between all countries, reconciled by CEPII from both sides' reports (BACI)."""
