SELECT document_id, source, title, published_on, language, dropped_share, sentence_count, event_count, figure_count
FROM document_quality
