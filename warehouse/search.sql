WITH texts AS (
    SELECT 'title' AS kind, document_id AS id, document_id, NULL::BIGINT AS sentence_no, title AS text FROM documents
    UNION ALL SELECT 'sentence', document_id || '#' || sentence_no, document_id, sentence_no, text FROM sentences
    UNION ALL SELECT 'clause', event_id, document_id, sentence_no, text FROM events
    UNION ALL SELECT 'quote', quote_id, document_id, sentence_no, text FROM quotes
),
terms AS (SELECT DISTINCT unnest(regexp_extract_all(lower(strip_accents($words)), '[\w]+')) AS term),
split AS (
    SELECT *, regexp_extract_all(lower(strip_accents(text)), '[\w]+') AS tokens FROM texts WHERE text IS NOT NULL
),
sizes AS (SELECT kind, count(*) AS text_count, avg(len(tokens)) AS mean_length FROM split GROUP BY kind),
hits AS (
    SELECT s.kind, s.id, s.document_id, s.sentence_no, s.text, t.term, len(s.tokens) AS length,
        len(list_filter(s.tokens, lambda token: token = t.term)) AS frequency
    FROM split AS s JOIN terms AS t ON list_contains(s.tokens, t.term)
),
known AS (SELECT kind, term, count(*) AS hit_count FROM hits GROUP BY ALL),
scored AS (
    SELECT h.kind, h.id, h.document_id, h.sentence_no, h.text, count(*) AS found,
        sum(ln(1 + (z.text_count - k.hit_count + 0.5) / (k.hit_count + 0.5)) * h.frequency * 2.2
            / (h.frequency + 1.2 * (0.25 + 0.75 * h.length / z.mean_length))) AS score
    FROM hits AS h JOIN sizes AS z USING (kind) JOIN known AS k USING (kind, term)
    GROUP BY ALL
)
SELECT round(s.score, 2) AS score, s.kind, s.text, d.published_on, d.title, d.publisher, d.uri, s.id,
    s.document_id, s.sentence_no
FROM scored AS s JOIN documents AS d USING (document_id)
WHERE s.found = (SELECT count(*) FROM terms)
ORDER BY s.score DESC, d.published_on DESC NULLS LAST, s.kind, s.id
