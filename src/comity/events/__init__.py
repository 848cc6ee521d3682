"""The event warehouse: coded events as Parquet by month, a ledger of what went in, and their fold to dyads."""
