// The SQL behind a view, for any client of the published copy.
"use strict";
(() => {
  const quote = (text) => `'${String(text).replaceAll("'", "''")}'`;
  const FROM = {
    articles: { from: "documents", date: "published_on", key: "document_id", words: "concat_ws(' ', title, publisher, source)" },
    events: { from: "event_facts", date: "date_start", key: "event_id", words: "concat_ws(' ', title, clause, actors, recipients, speaker)" },
    figures: { from: "figure_facts", date: "period_start", key: "figure_id", words: "concat_ws(' ', title, item, figure, whose, speaker)" },
    actors: { from: "actor_profiles", date: "last_seen_on", key: "actor_id", words: "concat_ws(' ', name, other_names)" },
  };

  const select = (from, conditions, order) =>
    `SELECT *\nFROM ${from}` + (conditions.length ? `\nWHERE ${conditions.join("\n  AND ")}` : "") + (order ? `\nORDER BY ${order}` : "");

  const forSearch = (kind, filters) => {
    const view = FROM[kind], conditions = [];
    for (const word of wiremill.fold(filters.q).split(/\s+/).filter(Boolean))
      conditions.push(`contains(strip_accents(lower(${view.words})), ${quote(word)})`);
    if (filters.from) conditions.push(`${view.date} >= DATE ${quote(filters.from)}`);
    if (filters.to) conditions.push(`${view.date} <= DATE ${quote(filters.to)}`);
    if (filters.country && kind !== "articles")
      conditions.push(`${kind === "actors" ? "country_code" : "place_country_code"} = ${quote(filters.country)}`);
    if (filters.type) conditions.push(`${{ events: "event_type", figures: "unit", actors: "type", articles: "language" }[kind]} = ${quote(filters.type)}`);
    if (filters.status && (kind === "events" || kind === "figures")) conditions.push(`status = ${quote(filters.status)}`);
    if (filters.confidence && (kind === "events" || kind === "figures")) conditions.push(`confidence >= ${Number(filters.confidence)}`);
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

  wiremill.sql = { quote, select, forSearch, forActor, forPairs, forDocument, forStory, forIndicator };
})();
