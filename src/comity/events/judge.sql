-- What is to be said of each row of a batch: why it cannot be believed (fault), or why it is no act of one state on
-- another (aside). Faults come first, so a row that is both counts as a fault.
CREATE OR REPLACE TEMP TABLE judged AS
SELECT t.rowid AS place, t.filename, t.event_id, t.day, t.day_text, t.country_a, t.country_b,
       coalesce(ca.state, na.state) AS a, coalesce(cb.state, nb.state) AS b,
       coalesce(whole.code, short.code) AS code, t.code AS code_text, coalesce(whole.root, short.root) AS root,
       coalesce(ra.official, TRUE) AND coalesce(rb.official, TRUE) AS official,
       nullif(t.roles_a, '') AS role_a, nullif(t.roles_b, '') AS role_b,
       coalesce(t.lead IN ('1', 'true', 'TRUE', 'yes'), FALSE) AS lead,
       TRY_CAST(t.mentions AS INTEGER) AS mentions, TRY_CAST(t.sources AS INTEGER) AS sources,
       TRY_CAST(t.confidence AS DOUBLE) AS confidence, t.story, t.url, t.outlet,
       CASE
           WHEN t.event_id IS NULL THEN 'no event id'
           WHEN t.day IS NULL THEN 'invalid date'
           WHEN t.day > f.latest + $ahead
                OR t.day > coalesce(try_strptime(left(replace(t.added, '-', ''), 8), '%Y%m%d')::DATE, f.latest) + $ahead
                THEN 'dated after its file'
           WHEN coalesce(whole.code, short.code) IS NULL THEN 'unknown event code'
           WHEN t.code IN (FROM doubtful) AND NOT z.sure THEN 'event code with or without a leading zero'
           WHEN (t.mentions IS NOT NULL AND coalesce(TRY_CAST(t.mentions AS INTEGER), -1) < 0)
                OR (t.sources IS NOT NULL AND coalesce(TRY_CAST(t.sources AS INTEGER), -1) < 0)
                OR (t.confidence IS NOT NULL AND NOT coalesce(TRY_CAST(t.confidence AS DOUBLE) BETWEEN 0 AND 100, FALSE))
                THEN 'not a number'
           WHEN ca.unknown OR cb.unknown THEN 'unknown actor'
       END AS fault,
       CASE
           WHEN coalesce(ca.state, na.state) IS NULL AND coalesce(cb.state, nb.state) IS NULL THEN 'no state acts'
           WHEN coalesce(ca.state, na.state) IS NULL OR coalesce(cb.state, nb.state) IS NULL THEN 'one state only'
           WHEN coalesce(ca.state, na.state) = coalesce(cb.state, nb.state) THEN 'within one state'
       END AS aside
FROM told t
JOIN files f USING (filename)
JOIN zeroed z USING (filename)
LEFT JOIN codes whole ON whole.code = t.code
LEFT JOIN codes short ON short.code = split_part(t.code, ':', 1)
LEFT JOIN countries ca ON ca.text = t.country_a AND ca.year IS NOT DISTINCT FROM year(t.day)
LEFT JOIN countries cb ON cb.text = t.country_b AND cb.year IS NOT DISTINCT FROM year(t.day)
LEFT JOIN names na ON t.country_a IS NULL AND na.text = t.name_a AND na.day = t.day
LEFT JOIN names nb ON t.country_b IS NULL AND nb.text = t.name_b AND nb.day = t.day
LEFT JOIN roles ra ON ra.text = t.roles_a
LEFT JOIN roles rb ON rb.text = t.roles_b
