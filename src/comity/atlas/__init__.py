"""The Parquet data set of measurements: written whole, read by dyad, ranked, compared."""
