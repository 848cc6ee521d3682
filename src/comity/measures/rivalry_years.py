"""Strategic rivalries written out year by year, as several measures need them."""

RIVAL_YEARS = """
    SELECT DISTINCT least(a, b) AS a, greatest(a, b) AS b, year
    FROM rivalries, unnest(range(first_year, coalesce(last_year, covered_to, first_year) + 1)) AS y(year)
    WHERE coded_by = 'tss' AND a <> b"""
"""SQL over `rivalries`: each pair once (a < b) and year in which Thompson, Sakuwa and Suhas hold them rivals; a
rivalry without an end runs to the last year that they cover."""
