-- The river's days: what a did to b on a day that the publisher delivered, neither netted nor without direction.
WITH delivered AS (
    SELECT CAST(year(date) * 12 + month(date) - 1 AS INTEGER) AS period, CAST(round(sum(share) * 96) AS BIGINT) AS slots
    FROM coverage
    GROUP BY year(date) * 12 + month(date) - 1
)
SELECT d.a, d.b, d.date, delivered.period,
       CAST(delivered.slots AS DOUBLE) / 96 AS delivered,
       CAST(d.warm_tenths AS DOUBLE) / 10 AS cooperation,
       CAST(d.cold_tenths AS DOUBLE) / 10 AS hostility,
       CAST(d.warm_tenths - d.cold_tenths AS DOUBLE) / 10 AS net,
       d.acts, FALSE AS netted, TRUE AS directed
FROM dyad_days AS d
JOIN coverage AS c ON c.date = d.date
JOIN delivered ON delivered.period = year(d.date) * 12 + month(d.date) - 1
