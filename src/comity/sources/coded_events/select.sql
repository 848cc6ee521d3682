-- A user's rows in the columns that all sources of events share. A row without an id is known by what it says.
SELECT filename,
       coalesce(id, md5(concat_ws('|', "date", actor, target, code, coalesce(url, story)))) AS event_id,
       try_strptime("date", '%Y-%m-%d')::DATE AS day,
       "date" AS day_text,
       NULL::VARCHAR AS added,
       actor AS country_a,
       NULL::VARCHAR AS name_a,
       actor_role AS roles_a,
       target AS country_b,
       NULL::VARCHAR AS name_b,
       target_role AS roles_b,
       code,
       coalesce(lead, '1') AS lead,
       mentions,
       sources,
       confidence,
       coalesce(story, url) AS story,
       url,
       lower(outlet) AS outlet,
       CASE WHEN regexp_full_match(code, '[1-9]') OR length(code) = 2 AND try_cast(code AS INTEGER) BETWEEN 21 AND 99
            THEN concat('event code ', code, ': codes have lost their leading zeros, as in a spreadsheet') END AS damaged
FROM raw
