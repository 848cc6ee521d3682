"""Interstate conflicts since 2016 as a summary of UCDP's yearly and candidate editions counts them, by year."""
