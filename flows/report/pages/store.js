// Data of the report: scripts that call wiremill.put, loaded when a page needs them.
"use strict";
const wiremill = (window.wiremill = { pages: {}, parts: {} });

wiremill.put = (name, value) => {
  wiremill.parts[name] = value;
};

wiremill.load = (name) =>
  new Promise((resolve, reject) => {
    if (name in wiremill.parts) return resolve(wiremill.parts[name]);
    const script = document.createElement("script");
    script.src = `data/${name}.js`;
    script.onload = () => resolve(wiremill.parts[name]);
    script.onerror = () => reject(new Error(`the file data/${name}.js is missing`));
    document.head.append(script);
  });

// Rows of a table as objects.
wiremill.toObjects = (columns, rows) =>
  rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null])));

// The same where repeated words are stored as positions in one list.
wiremill.unfold = (columns, rows) => {
  const { words, word_columns: coded } = wiremill.parts.overview;
  const objects = wiremill.toObjects(columns, rows);
  for (const column of columns.filter((name) => coded.includes(name)))
    for (const row of objects) if (row[column] !== null) row[column] = words[row[column]];
  return objects;
};

wiremill.dataset = (name) => {
  const dataset = wiremill.parts.overview.tables[name];
  return { rows: wiremill.toObjects(dataset.columns, dataset.rows), sql: dataset.sql, title: dataset.title };
};

// The index: references to documents and actors are stored as positions.
wiremill.index = async () => {
  if (wiremill.opened) return wiremill.opened;
  const raw = await wiremill.load("index");
  const opened = {};
  for (const [name, table] of Object.entries(raw)) opened[name] = wiremill.unfold(table.columns, table.rows);
  const documents = opened.documents, actors = opened.actors;
  const actorAt = (place) => (place === null ? null : actors[place]);
  for (const name of ["events", "figures", "quotes", "roles"]) {
    for (const row of opened[name]) {
      row.document = documents[row.document_id];
      row.document_id = row.document.document_id;
      if ("speaker_id" in row) row.speaker = actorAt(row.speaker_id);
      if ("actor_id" in row) row.actor = actorAt(row.actor_id);
    }
  }
  for (const event of opened.events) {
    event.actors = (event.actor_ids || []).map(actorAt);
    event.recipients = (event.recipient_ids || []).map(actorAt);
  }
  const byId = (rows, key) => new Map(rows.map((row) => [row[key], row]));
  opened.documentById = byId(documents, "document_id");
  opened.actorById = byId(actors, "actor_id");
  opened.eventById = byId(opened.events, "event_id");
  opened.figureById = byId(opened.figures, "figure_id");
  opened.quoteById = byId(opened.quotes, "quote_id");
  wiremill.opened = opened;
  return opened;
};
