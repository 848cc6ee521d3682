-- The documents behind a dyad-month: for each side, warm, cold and (where asked for)
-- quiet, the three that moved it most, from outlets that differ.
WITH act AS (
    SELECT e.a, e.b, CAST(year(e.date) * 12 + month(e.date) - 1 AS INTEGER) AS period, e.date, e.code, e.url, e.event_id, e.outlet,
           coalesce(e.mentions, 1) AS mentions, coalesce(c.tenths, 0) AS tenths, CASE WHEN c.tenths > 0 THEN 'warm' WHEN c.tenths < 0 THEN 'cold' ELSE 'quiet' END AS side
    FROM events AS e
    JOIN codes AS c ON c.code = e.code
    JOIN coverage AS v ON v.date = e.date
    CROSS JOIN choice AS p
    WHERE (e.official OR NOT p.official_only)
      AND (e.lead OR coalesce(e.confidence, 0) >= p.least_confidence)
      AND (p.quiet OR c.tenths <> 0) AND e.url IS NOT NULL
),
told AS (
    SELECT a, b, period, date, code, url, outlet, mentions, tenths, side,
           row_number() OVER (PARTITION BY a, b, period, side, outlet
                              ORDER BY abs(tenths) DESC, mentions DESC, date, url, code, event_id) AS of_outlet
    FROM act
),
ranked AS (
    SELECT a, b, period, date, code, url, outlet, mentions, tenths, side,
           row_number() OVER (PARTITION BY a, b, period, side
                              ORDER BY abs(tenths) DESC, mentions DESC, date, url, code) AS place
    FROM told
    WHERE of_outlet = 1
)
SELECT a, b, period, side, CAST(place AS INTEGER) AS place, date, code, CAST(tenths AS DOUBLE) / 10 AS score,
       CAST(mentions AS BIGINT) AS mentions, outlet, url
FROM ranked
WHERE place <= 3
