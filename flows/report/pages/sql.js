// The SQL behind a view, for any client of the published copy.
"use strict";
(() => {
  const quote = (text) => `'${String(text).replaceAll("'", "''")}'`;
  const FROM = {
    articles: { from: "documents", date: "published_on", type: "language", key: "document_id", words: "concat_ws(' ', title, publisher, source)" },
    events: { from: "event_facts", date: "date_start", country: "place_country_code", type: "event_type", status: "status", confidence: "confidence", key: "event_id", words: "concat_ws(' ', title, clause, actors, recipients, speaker)" },
    figures: { from: "figure_facts", date: "period_start", country: "place_country_code", type: "unit", status: "status", confidence: "confidence", key: "figure_id", words: "concat_ws(' ', title, item, figure, whose, speaker)" },
    quotes: { from: "quotes AS q\nJOIN documents AS d USING (document_id)\nLEFT JOIN actors AS a ON a.actor_id = q.speaker_id", date: "published_on", key: "quote_id", country: "a.country_code", confidence: "q.confidence", words: "concat_ws(' ', title, left(q.text, 280), a.name)" },
    actors: { from: "actor_profiles", date: "last_seen_on", country: "country_code", type: "type", key: "actor_id", words: "concat_ws(' ', name, other_names)" },
  };

  const select = (from, conditions, order) =>
    `SELECT *\nFROM ${from}` + (conditions.length ? `\nWHERE ${conditions.join("\n  AND ")}` : "") + (order ? `\nORDER BY ${order}` : "");

  const forSearch = (kind, filters) => {
    const view = FROM[kind], conditions = [];
    for (const word of wiremill.fold(filters.q).split(/\s+/).filter(Boolean))
      conditions.push(`contains(strip_accents(lower(${view.words})), ${quote(word)})`);
    if (filters.from) conditions.push(`${view.date} >= DATE ${quote(filters.from)}`);
    if (filters.to) conditions.push(`${view.date} <= DATE ${quote(filters.to)}`);
    if (filters.country && view.country) conditions.push(`${view.country} = ${quote(filters.country)}`);
    if (filters.type) conditions.push(kind === "quotes" ? (filters.type === "quoted" ? "direct" : "NOT direct") : `${view.type} = ${quote(filters.type)}`);
    if (filters.status && view.status) conditions.push(`status = ${quote(filters.status)}`);
    if (filters.confidence && view.confidence) conditions.push(`${view.confidence} >= ${Number(filters.confidence)}`);
    return select(view.from, conditions, `${view.date} DESC NULLS LAST, ${view.key}`);
  };

  const forActor = (actorId) =>
    select("event_facts", [`list_contains(string_split(concat_ws('|', actor_ids, recipient_ids), '|'), ${quote(actorId)})`],
      "date_start NULLS LAST, event_id");
  const forPairs = (actorId) =>
    `SELECT source_id, target_id, quad_class, count(DISTINCT event_group_id) AS event_count\nFROM event_dyads\nWHERE source_id = ${quote(actorId)}`
    + `\n  OR (target_id = ${quote(actorId)} AND NOT is_mutual)\nGROUP BY ALL\nORDER BY event_count DESC`;
  const forDocument = (table, documentId) => select(table, [`document_id = ${quote(documentId)}`], "char_start");
  const forStory = (view, storyId) => select(view, [`story_id = ${quote(storyId)}`], view === "documents" ? "published_on" : "document_id, char_start");
  const forIndicator = (indicator, unit) =>
    select("indicator_series", [`indicator = ${quote(indicator)}`, `unit = ${quote(unit)}`], "series_on");

  const forFigures = (figures) => select("figures", [`figure_id IN (${figures.slice(0, 500).map((row) => quote(row.figure_id)).join(", ")})`], "figure_id");
  const forHappening = (view, happeningId, key = "happening_id") => select(view, [`${key} = ${quote(happeningId)}`]);

  wiremill.sql = { quote, select, forSearch, forActor, forPairs, forDocument, forStory, forIndicator, forFigures, forHappening };
})();
