-- Directed dyad-months from dyad-days that the publisher delivered. Days are compressed by a logarithm before they are
-- summed, so that one story in a thousand papers does not outweigh a year; squares are for the error of such a sum.
-- Logarithms are summed as whole parts in 10^9: exact, and the same in any engine and order.
WITH delivered AS (
    SELECT CAST(year(date) * 12 + month(date) - 1 AS INTEGER) AS period, CAST(round(sum(share) * 96) AS BIGINT) AS slots
    FROM coverage
    GROUP BY year(date) * 12 + month(date) - 1
),
day AS (
    SELECT d.a, d.b, CAST(year(d.date) * 12 + month(d.date) - 1 AS INTEGER) AS period,
           d.acts, d.documents, d.mentions, d.verbal_cooperation, d.material_cooperation, d.verbal_conflict,
           d.material_conflict, d.warm_tenths, d.cold_tenths,
           ln(1 + CAST(d.warm_tenths AS DOUBLE) / 10) AS warm, ln(1 + CAST(d.cold_tenths AS DOUBLE) / 10) AS cold
    FROM dyad_days AS d
    JOIN coverage AS c ON c.date = d.date
)
SELECT day.a, day.b, day.period,
       CAST(max(delivered.slots) AS DOUBLE) / 96 AS delivered_days,
       CAST(count(*) AS BIGINT) AS active_days,
       CAST(sum(CASE WHEN day.warm_tenths > 0 THEN 1 ELSE 0 END) AS BIGINT) AS cooperative_days,
       CAST(sum(CASE WHEN day.cold_tenths > 0 THEN 1 ELSE 0 END) AS BIGINT) AS hostile_days,
       CAST(sum(day.acts) AS BIGINT) AS acts,
       CAST(sum(day.documents) AS BIGINT) AS documents,
       CAST(sum(day.mentions) AS BIGINT) AS mentions,
       CAST(sum(day.verbal_cooperation) AS BIGINT) AS verbal_cooperation,
       CAST(sum(day.material_cooperation) AS BIGINT) AS material_cooperation,
       CAST(sum(day.verbal_conflict) AS BIGINT) AS verbal_conflict,
       CAST(sum(day.material_conflict) AS BIGINT) AS material_conflict,
       CAST(sum(day.warm_tenths) AS DOUBLE) / 10 AS cooperation,
       CAST(sum(day.cold_tenths) AS DOUBLE) / 10 AS hostility,
       CAST(sum(CAST(round(day.warm * 1000000000) AS BIGINT)) AS DOUBLE) / 1000000000 AS cooperation_log,
       CAST(sum(CAST(round(day.cold * 1000000000) AS BIGINT)) AS DOUBLE) / 1000000000 AS hostility_log,
       CAST(sum(CAST(round(day.warm * day.warm * 1000000000) AS BIGINT)) AS DOUBLE) / 1000000000 AS cooperation_squares,
       CAST(sum(CAST(round(day.cold * day.cold * 1000000000) AS BIGINT)) AS DOUBLE) / 1000000000 AS hostility_squares,
       CAST(sum(CAST(round((day.warm - day.cold) * 1000000000) AS BIGINT)) AS DOUBLE) / 1000000000 AS tone_log,
       CAST(sum(CAST(round((day.warm - day.cold) * (day.warm - day.cold) * 1000000000) AS BIGINT)) AS DOUBLE)
           / 1000000000 AS tone_squares
FROM day
JOIN delivered ON delivered.period = day.period
GROUP BY day.a, day.b, day.period
