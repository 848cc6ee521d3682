-- GDELT's rows in the columns that all sources of events share; see feed.py of this room.
SELECT filename,
       GLOBALEVENTID AS event_id,
       try_strptime(SQLDATE, '%Y%m%d')::DATE AS day,
       SQLDATE AS day_text,
       DATEADDED AS added,
       Actor1CountryCode AS country_a,
       NULL::VARCHAR AS name_a,
       concat_ws(',', Actor1Type1Code, Actor1Type2Code, Actor1Type3Code) AS roles_a,
       Actor2CountryCode AS country_b,
       NULL::VARCHAR AS name_b,
       concat_ws(',', Actor2Type1Code, Actor2Type2Code, Actor2Type3Code) AS roles_b,
       EventCode AS code,
       IsRootEvent AS lead,
       NumMentions AS mentions,
       NumSources AS sources,
       NULL::VARCHAR AS confidence,
       SOURCEURL AS story,
       SOURCEURL AS url,
       NULL::VARCHAR AS outlet,
       CASE WHEN EventRootCode ~ '^[0-9]$' OR EventCode ~ '^[0-9]$'
            THEN concat('event code ', EventCode, ' with root ', EventRootCode,
                        ': codes have lost their leading zeros, as in a spreadsheet')
            WHEN NOT regexp_full_match(DATEADDED, '[0-9]{8}([0-9]{6})?')
            THEN concat('DATEADDED ', DATEADDED, ': digits are lost, as in a spreadsheet') END AS damaged
FROM raw
