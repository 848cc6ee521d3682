-- Which article mentions which event, and how sure the coder was.
SELECT filename,
       GLOBALEVENTID AS event_id,
       MentionTimeDate AS added,
       coalesce(MentionIdentifier, MentionSourceName) AS url,
       lower(MentionSourceName) AS outlet,
       Confidence AS confidence,
       CASE WHEN NOT regexp_full_match(MentionTimeDate, '[0-9]{14}')
            THEN concat('MentionTimeDate ', MentionTimeDate, ': digits are lost, as in a spreadsheet') END AS damaged
FROM raw
