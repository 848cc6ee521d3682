"""When a pair's agreement bound it no more, as SQL over what was listed."""

ENDED = """
    WITH pairs AS (
        SELECT *, least(iso1, iso2) AS low, greatest(iso1, iso2) AS high FROM desta_listed
    ), leavings AS (
        -- Publishers date a withdrawal by the notice; what is curated says until when the treaties applied.
        SELECT least(w.iso1, w.iso2) AS low, greatest(w.iso1, w.iso2) AS high, w.base_treaty,
               coalesce(l.ended_year::SMALLINT, w.entryforceyear, w.year) AS year
        FROM desta_withdrawn w
        LEFT JOIN {leaving} l ON l.state = w.country1 AND l.year::SMALLINT = coalesce(w.entryforceyear, w.year)
    ), withdrawn AS (
        SELECT p.low, p.high, p.number, min(l.year) AS year FROM pairs p
        JOIN leavings l ON l.low = p.low AND l.high = p.high AND l.base_treaty = p.base_treaty AND l.year >= p.year
            AND (p.entry_type <> 'consolidated' OR l.year > coalesce(p.entryforceyear, p.year))
        GROUP BY ALL
    ), own AS (
        SELECT p.*, w.year AS left_year FROM pairs p LEFT JOIN withdrawn w USING (low, high, number)
        WHERE p.entry_type <> 'consolidated' OR NOT EXISTS (
            SELECT 1 FROM pairs q LEFT JOIN withdrawn v USING (low, high, number)
            WHERE q.entry_type <> 'consolidated' AND q.base_treaty = p.base_treaty AND q.low = p.low
            AND q.high = p.high AND (v.year IS NULL OR v.year > coalesce(p.entryforceyear, p.year)))
    ), rules AS (
        SELECT later::INTEGER AS later, unnest(string_split(earlier, ' ')) AS earlier,
               ended_year::SMALLINT AS ended_year, party, partner
        FROM {replaced}
    ), whole AS (
        SELECT later FROM rules WHERE earlier = '*'
    ), unions AS (
        -- Of a pair's unions each reaches to the next one, the last to the day on which one of the two left.
        SELECT low, high, number, coalesce(lead(entryforceyear) OVER (
                   PARTITION BY low, high ORDER BY entryforceyear, number), left_year, 9999) AS until
        FROM own WHERE base_treaty IN (SELECT later FROM whole) AND entryforceyear IS NOT NULL
    ), replacing AS (
        SELECT e.low, e.high, e.number, greatest(l.entryforceyear, e.entryforceyear) AS year
        FROM own l JOIN rules r ON r.later = l.base_treaty LEFT JOIN unions u USING (low, high, number)
        JOIN own e ON e.low = l.low AND e.high = l.high AND e.number <> l.number AND e.base_treaty <> l.base_treaty
            AND (r.earlier = e.base_treaty::VARCHAR
                 OR (r.earlier = 'bilateral' AND e.typememb = 1)
                 OR (r.earlier = 'outward' AND e.typememb IN (3, 4, 6))
                 OR (r.earlier = '*' AND (e.entryforceyear < l.entryforceyear
                                          OR e.base_treaty NOT IN (SELECT later FROM whole))))
        WHERE e.entryforceyear < coalesce(u.until, l.left_year, 9999)
        UNION ALL
        SELECT e.low, e.high, e.number, l.entryforceyear
        FROM own l JOIN own e ON e.low = l.low AND e.high = l.high AND e.name = l.name AND e.number <> l.number
            AND e.entryforceyear < l.entryforceyear
        WHERE l.typememb = 1 AND e.typememb = 1
        UNION ALL
        SELECT e.low, e.high, e.number, greatest(r.ended_year, e.entryforceyear)
        FROM own e JOIN rules r ON r.later IS NULL AND r.earlier = e.base_treaty::VARCHAR
            AND (r.party IS NULL OR r.party IN (e.country1, e.country2))
            AND (r.partner IS NULL OR r.partner IN (e.country1, e.country2))
    ), replaced AS (
        SELECT low, high, number, min(year) AS year FROM replacing GROUP BY ALL
    ), depths AS (
        SELECT base_treaty, max(mar_typedepth) AS depth FROM desta_depth
        WHERE number = base_treaty::VARCHAR GROUP BY base_treaty
    ), registers AS (
        SELECT number, first(title) AS title, first(kind) AS kind, first(pairs) AS pairs FROM {beside} GROUP BY number
    ), days AS (
        SELECT *, left(in_force, 4)::SMALLINT AS year, CASE WHEN length(in_force) > 4 THEN in_force::DATE END AS day
        FROM {parties}
    ), joined AS (
        -- Between parties by party it holds from the later of two days, and where one is bound to some only, to those.
        SELECT x.number, x.state AS a, y.state AS b, greatest(x.year, y.year) AS year,
               CASE WHEN x.year > y.year OR y.day IS NOT NULL AND x.year = y.year THEN x.day
                    WHEN y.year > x.year THEN y.day END AS one,
               CASE WHEN x.year = y.year AND x.day IS NOT NULL THEN y.day END AS two
        FROM days x JOIN days y ON x.number = y.number AND x.state < y.state
            AND 'yes' IN (coalesce(x.joins, ''), coalesce(y.joins, ''))
            AND (x.only_with IS NULL OR x.only_with = y.state) AND (y.only_with IS NULL OR y.only_with = x.state)
    )
    SELECT j.a, j.b, j.number AS treaty, r.title,
           (SELECT min(year) FROM desta_listed p WHERE p.number = j.number)::SMALLINT AS signed_year,
           j.year AS in_force_year, NULL::SMALLINT AS ended_year, greatest(j.one, j.two) AS in_force, r.kind,
           'beside' AS listing
    FROM joined j JOIN registers r USING (number) WHERE j.number IN (SELECT number FROM desta_listed)
    UNION ALL BY NAME
    -- A pair that stands beside is listed under the number of the same treaty, by which it counts once.
    SELECT o.country1 AS a, o.country2 AS b, coalesce(j.number, o.number) AS treaty,
           coalesce(CASE WHEN g.pairs = 'own' THEN g.title END, t.title, replace(o.name, chr(160), ' ')) AS title,
           o.year AS signed_year,
           o.entryforceyear AS in_force_year, least(o.left_year, r.year)::SMALLINT AS ended_year,
           NULL::DATE AS in_force, coalesce(CASE WHEN g.pairs = 'own' THEN g.kind END, t.kind, {kind}) AS kind,
           CASE WHEN g.pairs = 'own' THEN 'beside' ELSE 'listed' END AS listing
    FROM own o LEFT JOIN replaced r USING (low, high, number) LEFT JOIN depths d USING (base_treaty)
    LEFT JOIN {titles} t ON t.number = o.base_treaty::VARCHAR
    LEFT JOIN registers g ON g.number = o.number
    LEFT JOIN joined j ON j.number = o.base_treaty::VARCHAR AND j.a = least(o.country1, o.country2)
        AND j.b = greatest(o.country1, o.country2)
    WHERE o.year IS NOT NULL AND coalesce(g.pairs, '') <> 'parties'
"""
"""In `beside.csv` stand treaties in force that the register of the World Trade Organization lacks, whole or for some:
with the `own` pairs of the publisher; with those of `parties.csv` in their place (`parties`), where each party has a
day or year of its own; or with the pairs of those who joined (`joins`), beside what is listed (`joining`).

In `replaced.csv` a row with `later` says which agreements of a pair a treaty of the pair takes the place of: by the
number of their base treaty; `bilateral`; `outward`, which a union of the two made with others; or `*`, all that it does
not itself come to be replaced by. A row without `later` ends treaties in `ended_year`, for everybody or for `party`
(with `partner`). In SQL `least` passes over what is NULL."""
