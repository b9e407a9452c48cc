// How rows of the index look in tables.
"use strict";
(() => {
  const { el, link, route } = wiremill;

  const titleOf = (document) => document.title || (document.opening ? `“${document.opening.trim()}…”` : "(an article without title and text)");
  const articleLink = (document, rowId) =>
    link(rowId ? route("document", document.document_id, rowId) : route("document", document.document_id), titleOf(document));
  const actorLink = (actor) => (actor ? link(route("actor", actor.actor_id), actor.name) : null);
  const actorLinks = (actors) => {
    if (!actors.length) return null;
    const parts = [];
    actors.forEach((actor, place) => {
      if (place) parts.push(document.createTextNode(", "));
      if (actor) parts.push(actorLink(actor));
    });
    return el("span", {}, parts);
  };
  // A link whose words are a text of an article: it reads as text.
  const words = (href, text) => link(href, text, "text-link");
  const names = (actors) => actors.map((actor) => actor && actor.name).filter(Boolean).join(", ");
  const quad = (value, text) => el("span", { class: "chip" }, el("span", { class: `dot q${value}`, title: wiremill.QUADS[value] }), el("span", { text }));
  const figureText = (figure) => figure.figure + (figure.change ? ` (${figure.change})` : "");
  const publisherOf = (document) => document.publisher || document.agency || document.source;
  // A whole year, quarter or month is written as such: 2024, 2024-Q2, 2024-05.
  const reach = (first, last) => {
    if (!first || !last || last === first) return first || "";
    const [year, month, day] = first.split("-").map(Number);
    const [lastYear, lastMonth, lastDay] = last.split("-").map(Number);
    if (year === lastYear && day === 1 && lastDay === new Date(Date.UTC(lastYear, lastMonth, 0)).getUTCDate()) {
      if (lastMonth - month === 11) return String(year);
      if (lastMonth === month) return first.slice(0, 7);
      if (lastMonth - month === 2 && month % 3 === 1) return `${year}-Q${(month + 2) / 3}`;
    }
    return `${first} to ${last}`;
  };

  const COLUMNS = {
    articles: [
      { name: "published_on", label: "date", value: (row) => row.published_on, cell: (row) => row.published_on || el("span", { class: "empty", text: "no date" }) },
      { name: "title", label: "title", isWide: true, value: (row) => row.title, cell: (row) => articleLink(row) },
      { name: "publisher", label: "published by", value: publisherOf },
      { name: "language", label: "language", value: (row) => row.language },
      { name: "copy", label: "copy", value: (row) => (row.is_copy ? "copy" : ""), cell: (row) => (row.is_copy ? link(route("story", row.story_id), "copy") : "") },
      { name: "document_id", label: "row", value: (row) => row.document_id, cell: (row) => link(route("document", row.document_id), "#", "row") },
    ],
    events: [
      { name: "date_start", label: "when", value: (row) => row.date_start },
      { name: "event_type", label: "type", value: (row) => row.event_type, cell: (row) => quad(row.quad_class, row.event_type.toLowerCase()) },
      { name: "actors", label: "who", value: (row) => names(row.actors), cell: (row) => actorLinks(row.actors) },
      { name: "recipients", label: "to whom", value: (row) => names(row.recipients), cell: (row) => actorLinks(row.recipients) },
      { name: "clause", label: "clause", value: (row) => row.clause, isWide: true, cell: (row) => words(route("document", row.document_id, row.event_id), row.clause) },
      { name: "status", label: "status", value: (row) => row.status.replace("_", " ") },
      { name: "speaker", label: "told by", value: (row) => row.speaker && row.speaker.name, cell: (row) => actorLink(row.speaker) },
      { name: "confidence", label: "sure", isNumber: true, value: (row) => row.confidence, cell: (row) => wiremill.percent(row.confidence) },
      { name: "event_id", label: "row", value: (row) => row.event_id, cell: (row) => link(route("row", row.event_id), "#", "row") },
    ],
    figures: [
      { name: "figure", label: "figure", value: figureText, cell: (row) => link(route("document", row.document_id, row.figure_id), figureText(row)) },
      { name: "item", label: "of what", isWide: true, value: (row) => row.item, cell: (row) => (row.item && row.indicator ? link(route("indicator", row.indicator, row.unit), row.item) : row.item) },
      { name: "period", label: "period", value: (row) => reach(row.period_start, row.period_end) },
      { name: "whose", label: "whose", value: (row) => row.actor && row.actor.name, cell: (row) => actorLink(row.actor) },
      { name: "speaker", label: "told by", value: (row) => row.speaker && row.speaker.name, cell: (row) => actorLink(row.speaker) },
      { name: "publisher", label: "published by", value: (row) => publisherOf(row.document) },
      { name: "published_on", label: "on", value: (row) => row.document.published_on },
      { name: "value", label: "value", isNumber: true, value: (row) => row.value, cell: (row) => wiremill.number(row.value) },
      { name: "unit", label: "unit", value: (row) => row.unit + (row.per_unit ? ` / ${row.per_unit}` : "") },
      { name: "confidence", label: "sure", isNumber: true, value: (row) => row.confidence, cell: (row) => wiremill.percent(row.confidence) },
      { name: "figure_id", label: "row", value: (row) => row.figure_id, cell: (row) => link(route("row", row.figure_id), "#", "row") },
    ],
    quotes: [
      { name: "published_on", label: "date", value: (row) => row.document.published_on },
      { name: "speaker", label: "who", value: (row) => row.speaker && row.speaker.name, cell: (row) => actorLink(row.speaker) },
      { name: "text", label: "words", isWide: true, value: (row) => row.text, cell: (row) => words(route("document", row.document_id, row.quote_id), row.direct ? `“${row.text}”` : row.text) },
      { name: "direct", label: "how", value: (row) => (row.direct ? "quoted" : "reported") },
      { name: "publisher", label: "published by", value: (row) => publisherOf(row.document) },
      { name: "confidence", label: "sure", isNumber: true, value: (row) => row.confidence, cell: (row) => wiremill.percent(row.confidence) },
      { name: "quote_id", label: "row", value: (row) => row.quote_id, cell: (row) => link(route("row", row.quote_id), "#", "row") },
    ],
    actors: [
      { name: "name", label: "name", value: (row) => row.name, cell: actorLink },
      { name: "type", label: "type", value: (row) => row.type },
      { name: "country_code", label: "country", value: (row) => row.country_code },
      { name: "sector", label: "sector", value: (row) => row.sector },
      { name: "other_names", label: "also called", value: (row) => row.other_names },
      { name: "mention_count", label: "mentions", isNumber: true, value: (row) => row.mention_count, cell: (row) => wiremill.number(row.mention_count) },
      { name: "last_seen_on", label: "last seen", value: (row) => row.last_seen_on },
      { name: "actor_id", label: "row", value: (row) => row.actor_id, cell: (row) => link(route("row", row.actor_id), "#", "row") },
    ],
  };

  wiremill.cells = { titleOf, articleLink, actorLink, actorLinks, words, names, quad, figureText, publisherOf, reach, COLUMNS };
})();
