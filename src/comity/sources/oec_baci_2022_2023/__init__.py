"""Trade in all goods between all countries in 2022 and 2023, reconciled by CEPII (BACI)."""
