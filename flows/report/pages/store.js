// Data of the report: scripts that call wiremill.put, loaded when a page needs them.
"use strict";
const wiremill = (window.wiremill = { pages: {}, parts: {} });

// The value comes as JSON in a string: that is read far faster than the same written as a script.
wiremill.put = (name, json) => {
  wiremill.parts[name] = JSON.parse(json);
};

const scripts = new Map();
const loadScript = (path) => {
  if (!scripts.has(path)) scripts.set(path, new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = path;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`the file ${path} is missing`));
    document.head.append(script);
  }));
  return scripts.get(path);
};

wiremill.load = async (name) => {
  if (!(name in wiremill.parts)) await loadScript(`data/${name}.js`);
  return wiremill.parts[name];
};
// Scripts of others, only where a page draws with them.
wiremill.vendor = (file) => loadScript(`vendor/${file}`);

// Rows of a table as objects.
wiremill.toObjects = (columns, rows) => {
  const count = columns.length, objects = new Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place], object = {};
    for (let at = 0; at < count; at++) {
      const value = row[at];
      object[columns[at]] = value === undefined ? null : value;
    }
    objects[place] = object;
  }
  return objects;
};

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

// Tables of the index, each a file; what a table refers to is opened with it.
const NEEDS = { documents: [], actors: [], happenings: ["actors"], events: ["documents", "actors", "happenings"],
  figures: ["documents", "actors"], quotes: ["documents", "actors"], roles: ["documents", "actors"], disagreements: ["happenings"], series: [] };
const KEYS = { documents: ["documentById", "document_id"], actors: ["actorById", "actor_id"], events: ["eventById", "event_id"],
  figures: ["figureById", "figure_id"], quotes: ["quoteById", "quote_id"], happenings: ["happeningById", "happening_id"] };
const index = {}, opening = new Map();

const openTable = async (name) => {
  const [table] = await Promise.all([wiremill.load(`index/${name}`), ...NEEDS[name].map(openOnce)]);
  const rows = wiremill.unfold(table.columns, table.rows);
  for (const row of rows) linkRow(row);
  index[name] = rows;
  if (name in KEYS) index[KEYS[name][0]] = new Map(rows.map((row) => [row[KEYS[name][1]], row]));
};
const openOnce = (name) => {
  if (!opening.has(name)) opening.set(name, openTable(name));
  return opening.get(name);
};

// References to documents, actors and happenings are stored as positions.
const linkRow = (row) => {
  const { documents, actors, happenings } = index;
  const actorAt = (place) => (place === null ? null : actors[place]);
  if (typeof row.document_id === "number") {
    row.document = documents[row.document_id];
    row.document_id = row.document.document_id;
  }
  if ("speaker_id" in row) row.speaker = actorAt(row.speaker_id);
  if (typeof row.actor_id === "number" || row.actor_id === null) row.actor = actorAt(row.actor_id);
  if ("actor_ids" in row) row.actors = (row.actor_ids || []).map(actorAt);
  if ("recipient_ids" in row) row.recipients = (row.recipient_ids || []).map(actorAt);
  if ("happening_id" in row && typeof row.happening_id !== "string") row.happening = row.happening_id === null ? null : happenings[row.happening_id];
};

// wiremill.index("events", "figures") -> documents, actors and these, linked to each other.
wiremill.index = async (...names) => {
  await Promise.all(["documents", "actors", ...names].map(openOnce));
  return index;
};
wiremill.TABLES = Object.keys(NEEDS);
