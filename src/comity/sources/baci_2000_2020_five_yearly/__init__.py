"""Trade in all goods between all countries every fifth year from 2000, reconciled by CEPII (BACI)."""
