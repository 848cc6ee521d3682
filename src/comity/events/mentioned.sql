-- Events with what the table of mentions adds: the best confidence of any mention, and a fuller count of articles.
WITH said AS (
    SELECT event_id, max(confidence) AS confidence, CAST(sum(mentions) AS BIGINT) AS mentions
    FROM mention
    GROUP BY event_id
)
SELECT e.event_id, e.a, e.b, e.date, e.code, e.lead, e.official, e.role_a, e.role_b,
       CAST(greatest(coalesce(e.mentions, 0), coalesce(s.mentions, 0)) AS INTEGER) AS mentions,
       e.sources, coalesce(s.confidence, e.confidence) AS confidence, e.story, e.url, e.outlet
FROM held AS e
LEFT JOIN said AS s ON s.event_id = e.event_id
