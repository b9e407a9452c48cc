-- Which documents look odd: nothing found, nearly everything dropped, or rows in quarantine?
SELECT uri, publisher, language, dropped_share, sentence_count, event_count, figure_count, quarantined_count
FROM document_quality
WHERE quarantined_count > 0 OR (language = 'en' AND sentence_count = 0) OR dropped_share > 0.8
    OR (sentence_count >= 10 AND event_count + figure_count = 0)
ORDER BY quarantined_count DESC, dropped_share DESC NULLS LAST, uri
