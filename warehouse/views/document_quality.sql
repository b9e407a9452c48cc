-- One row per document: how much was kept, how much was found, what was kept out.
-- from: documents
-- kept_block_count: Blocks of the raw text that are part of the article.
-- dropped_block_count: Blocks that were dropped.
-- dropped_share: Share of the characters of all blocks that was dropped.
-- sentence_count: Sentences.
-- mention_count: Mentions of actors.
-- event_count: Sure event mentions.
-- figure_count: Figures.
-- time_expression_count: Temporal expressions.
-- quote_count: Stretches of speech.
-- mean_event_confidence: Mean confidence of the events.
-- mean_figure_confidence: Mean confidence of the figures.
-- undated_event_share: Share of the events without a date.
-- unattributed_quote_share: Share of the quotes without a speaker.
-- quarantined_count: Rows of the current revision that an audit kept out.
-- is_copy: Whether the article repeats another one.
WITH block_counts AS (
    SELECT document_id,
        count(*) FILTER (is_kept) AS kept_block_count,
        count(*) FILTER (NOT is_kept) AS dropped_block_count,
        round(coalesce(sum(length(text)) FILTER (NOT is_kept), 0) / greatest(sum(length(text)), 1), 3)
            AS dropped_share
    FROM blocks
    GROUP BY document_id
),
event_counts AS (
    SELECT document_id,
        count(*) AS event_count,
        round(avg(confidence), 3) AS mean_event_confidence,
        round(avg((date_start IS NULL)::INT), 3) AS undated_event_share
    FROM events
    WHERE is_sure
    GROUP BY document_id
),
figure_counts AS (
    SELECT document_id, count(*) AS figure_count, round(avg(confidence), 3) AS mean_figure_confidence
    FROM figures
    GROUP BY document_id
),
quote_counts AS (
    SELECT document_id, count(*) AS quote_count,
        round(avg((speaker_id IS NULL)::INT), 3) AS unattributed_quote_share
    FROM quotes
    GROUP BY document_id
),
sentence_counts AS (SELECT document_id, count(*) AS sentence_count FROM sentences GROUP BY document_id),
mention_counts AS (SELECT document_id, count(*) AS mention_count FROM mentions GROUP BY document_id),
time_counts AS (
    SELECT document_id, count(*) AS time_expression_count FROM time_expressions GROUP BY document_id
),
kept_out AS (
    SELECT document_id, count(*) AS quarantined_count
    FROM (SELECT DISTINCT document_id, table_name, row_key FROM ops.quarantine WHERE replayed_at IS NULL)
    GROUP BY document_id
)
SELECT
    d.document_id,
    d.source,
    d.uri,
    d.title,
    d.publisher,
    d.published_on,
    d.published_precision,
    d.language,
    d.revision,
    d.duplicate_of IS NOT NULL AS is_copy,
    d.raw_char_count,
    d.text_char_count,
    coalesce(b.kept_block_count, 0) AS kept_block_count,
    coalesce(b.dropped_block_count, 0) AS dropped_block_count,
    b.dropped_share,
    coalesce(s.sentence_count, 0) AS sentence_count,
    coalesce(m.mention_count, 0) AS mention_count,
    coalesce(e.event_count, 0) AS event_count,
    coalesce(f.figure_count, 0) AS figure_count,
    coalesce(t.time_expression_count, 0) AS time_expression_count,
    coalesce(q.quote_count, 0) AS quote_count,
    e.mean_event_confidence,
    f.mean_figure_confidence,
    e.undated_event_share,
    q.unattributed_quote_share,
    coalesce(k.quarantined_count, 0) AS quarantined_count,
    d.extractor_version,
    d.run_id,
    d.loaded_at
FROM documents AS d
LEFT JOIN block_counts AS b USING (document_id)
LEFT JOIN sentence_counts AS s USING (document_id)
LEFT JOIN mention_counts AS m USING (document_id)
LEFT JOIN event_counts AS e USING (document_id)
LEFT JOIN figure_counts AS f USING (document_id)
LEFT JOIN time_counts AS t USING (document_id)
LEFT JOIN quote_counts AS q USING (document_id)
LEFT JOIN kept_out AS k USING (document_id)
