-- Directed dyad-days: what a did to b on a day. A story counts once for each kind of act (root), with the score
-- furthest from zero that it has there. Scores are whole tenths, so that sums are exact in any engine and order.
WITH story AS (
    SELECT e.a, e.b, e.date, c.root, e.story, min(c.quad) AS quad,
           max(c.tenths) AS high, min(c.tenths) AS low, max(e.mentions) AS mentions
    FROM events AS e
    JOIN codes AS c ON c.code = e.code
    CROSS JOIN choice AS p
    WHERE (e.official OR NOT p.official_only)
      AND (e.lead OR coalesce(e.confidence, 0) >= p.least_confidence)
    GROUP BY e.a, e.b, e.date, c.root, e.story
),
act AS (
    SELECT a, b, date, quad, story, mentions, coalesce(CASE WHEN high + low >= 0 THEN high ELSE low END, 0) AS tenths
    FROM story
)
SELECT a, b, date,
       CAST(count(*) AS BIGINT) AS acts,
       CAST(count(DISTINCT story) AS BIGINT) AS documents,
       CAST(sum(coalesce(mentions, 1)) AS BIGINT) AS mentions,
       CAST(sum(CASE WHEN quad = 1 THEN 1 ELSE 0 END) AS BIGINT) AS verbal_cooperation,
       CAST(sum(CASE WHEN quad = 2 THEN 1 ELSE 0 END) AS BIGINT) AS material_cooperation,
       CAST(sum(CASE WHEN quad = 3 THEN 1 ELSE 0 END) AS BIGINT) AS verbal_conflict,
       CAST(sum(CASE WHEN quad = 4 THEN 1 ELSE 0 END) AS BIGINT) AS material_conflict,
       CAST(sum(CASE WHEN tenths > 0 THEN tenths ELSE 0 END) AS BIGINT) AS warm_tenths,
       CAST(sum(CASE WHEN tenths < 0 THEN -tenths ELSE 0 END) AS BIGINT) AS cold_tenths
FROM act
GROUP BY a, b, date
