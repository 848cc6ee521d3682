-- POLECAT's rows in the columns that all sources of events share. An actor of several states ("2; 710") is no one
-- state's act and counts as an actor without a state.
SELECT filename,
       "Event ID" AS event_id,
       try_strptime("Event Date", '%Y-%m-%d')::DATE AS day,
       "Event Date" AS day_text,
       "Publication Date" AS added,
       CASE WHEN "Actor COW" NOT IN ('None', 'NA') AND NOT contains("Actor COW", ';') THEN "Actor COW" END AS country_a,
       NULL::VARCHAR AS name_a,
       nullif(nullif("Primary Actor Sector", 'None'), 'NA') AS roles_a,
       CASE WHEN "Recipient COW" NOT IN ('None', 'NA') AND NOT contains("Recipient COW", ';')
            THEN "Recipient COW" END AS country_b,
       NULL::VARCHAR AS name_b,
       nullif(nullif("Primary Recipient Sector", 'None'), 'NA') AS roles_b,
       concat("Event Type", CASE WHEN "Event Mode" NOT IN ('None', 'NA', '') THEN concat(':', "Event Mode") END) AS code,
       '1' AS lead,
       NULL::VARCHAR AS mentions,
       NULL::VARCHAR AS sources,
       NULL::VARCHAR AS confidence,
       NULL::VARCHAR AS story,
       concat('POLECAT event ', "Event ID") AS url,
       lower("Source") AS outlet,
       NULL::VARCHAR AS damaged
FROM raw
