-- ICEWS rows in the columns that all sources of events share. A bare state has no sector; a person's or an
-- office's own country is given beside the name. Only the first sentences of a story are coded, so all count as lead.
SELECT filename,
       "Event ID" AS event_id,
       try_strptime("Event Date", '%Y-%m-%d')::DATE AS day,
       "Event Date" AS day_text,
       NULL::VARCHAR AS added,
       nullif("Source Country", 'NA') AS country_a,
       "Source Name" AS name_a,
       CASE WHEN "Source Name" = "Source Country" THEN NULL ELSE nullif("Source Sectors", 'NA') END AS roles_a,
       nullif("Target Country", 'NA') AS country_b,
       "Target Name" AS name_b,
       CASE WHEN "Target Name" = "Target Country" THEN NULL ELSE nullif("Target Sectors", 'NA') END AS roles_b,
       "CAMEO Code" AS code,
       '1' AS lead,
       NULL::VARCHAR AS mentions,
       NULL::VARCHAR AS sources,
       NULL::VARCHAR AS confidence,
       "Story ID" AS story,
       concat('ICEWS story ', "Story ID", ', sentence ', "Sentence Number") AS url,
       lower("Publisher") AS outlet,
       NULL::VARCHAR AS damaged
FROM raw
