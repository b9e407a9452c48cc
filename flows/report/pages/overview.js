// The overview: what came in, what was kept out, and what it says.
"use strict";
(() => {
  const { el, link, route, section, empty, table, charts, dataset, number } = wiremill;

  wiremill.pages.overview = (main) => {
    const totals = dataset("totals").rows[0];
    main.append(el("h1", { text: "Overview" }), makeTotals(totals));
    if (!totals.documents) {
      main.append(empty("The warehouse holds no articles yet. `wiremill run PATH` fills it; the report is written anew with each release."));
      main.append(el("div", { class: "grid" }, failed(), keptOut()));
      return;
    }
    const { document_limit: limit } = wiremill.parts.overview;
    if (totals.documents > limit)
      main.append(el("p", { class: "note", text: `Counts are of all ${number(totals.documents)} articles; the newest ${number(limit)} can be read and searched here.` }));
    main.append(
      el("div", { class: "grid wide-first" }, stories(), el("div", {}, cameIn(), sources())),
      several() ?? "",
      el("div", { class: "grid" }, byWeek(totals), places()),
      el("div", { class: "grid" }, actors(), network()),
      el("div", { class: "grid" }, figures(), el("div", {}, failed(), keptOut(), dropped())),
    );
  };

  const makeTotals = (totals) => {
    const count = (value, label, href) => el("a", { class: "total", href }, el("strong", { text: number(value) }), el("span", { text: label }));
    const kind = (name) => `#/search?kind=${name}`;
    const days = totals.newest_article_on ? `articles of ${wiremill.cells.reach(totals.oldest_article_on, totals.newest_article_on)}, ` : "";
    return el("div", { class: "totals" },
      count(totals.documents, "articles", kind("articles")), count(totals.stories, "stories", kind("articles")),
      count(totals.events, "events", kind("events")), count(totals.figures, "figures", kind("figures")),
      count(totals.actors, "actors", kind("actors")), count(totals.quotes, "quotes", kind("quotes")),
      totals.last_loaded_at ? el("p", { class: "note", text: `${days}loaded until ${totals.last_loaded_at} UTC` }) : null);
  };

  const plain = (name, label, extra = {}) => ({ name, label, value: (row) => row[name], ...extra });
  const counted = (name, label, most, colour) =>
    plain(name, label, { isNumber: true, cell: (row) => charts.meter(row[name], most, colour) });
  const largest = (rows, name) => Math.max(0, ...rows.map((row) => row[name]));

  const stories = () => {
    const data = dataset("newest_stories");
    return section("Newest stories", table({
      caption: data.title, rows: data.rows, sql: data.sql, name: "stories", columns: [
        plain("newest_on", "date"),
        plain("title", "story", { isWide: true, cell: (row) => link(route("story", row.story_id), row.title || "(no title)") }),
        plain("told_by", "told by"),
        plain("independent_source_count", "sources", { isNumber: true }),
        plain("document_count", "articles", { isNumber: true }),
      ] }));
  };

  const several = () => {
    const data = dataset("told_by_several");
    if (!data.rows.length) return null;
    return section("Told by several sources", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "told_by_several", columns: [
      plain("happened_on", "when"),
      plain("clause", "what", { isWide: true, cell: (row) => wiremill.cells.words(route("happening", row.happening_id), row.clause) }),
      plain("status", "status", { cell: (row) => row.status.replace("_", " ") }),
      plain("sources", "told by"),
      plain("source_count", "sources", { isNumber: true }),
      plain("differ_in", "they differ in", { cell: (row) => (row.differ_in ? el("span", { class: "warn", text: row.differ_in }) : "") }),
    ] }));
  };

  const cameIn = () => {
    const data = dataset("documents_by_day"), dated = data.rows.filter((row) => row.day);
    const undated = data.rows.filter((row) => !row.day).reduce((sum, row) => sum + row.document_count, 0);
    const languages = dataset("documents_by_language");
    const parts = [];
    if (dated.length) {
      const { all, start, unit } = charts.buckets(dated.map((row) => row.day));
      const own = new Map(), copies = new Map();
      for (const row of dated) {
        const day = start(row.day);
        own.set(day, (own.get(day) || 0) + row.distinct_count);
        copies.set(day, (copies.get(day) || 0) + row.document_count - row.distinct_count);
      }
      const layers = [{ label: "articles", colour: "--q2", counts: own }];
      if ([...copies.values()].some(Boolean)) layers.push({ label: "copies", colour: "--q1", counts: copies });
      parts.push(el("p", { class: "note", text: `By ${unit} of publication.` }),
        charts.bars({ label: `Articles by ${unit}`, all, up: layers, height: 190 }));
    }
    if (undated) parts.push(el("p", { class: "note", text: `${number(undated)} without a date.` }));
    parts.push(charts.behind("Table of the days", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "articles_by_day",
      columns: [plain("day", "day"), plain("document_count", "articles", { isNumber: true }), plain("distinct_count", "without copies", { isNumber: true })] })));
    parts.push(table({ caption: languages.title, rows: languages.rows, sql: languages.sql, name: "languages",
      columns: [plain("language", "language"), counted("document_count", "articles", largest(languages.rows, "document_count"))] }));
    return section("What came in", ...parts);
  };

  const byWeek = (totals) => {
    const data = dataset("events_by_week");
    const newest = totals.newest_article_on || (data.rows.length ? data.rows[data.rows.length - 1].week : null);
    const parts = [el("p", { class: "note", text: "Real events; one told in many articles counts once." })];
    if (newest && data.rows.length) {
      const edge = (days) => charts.toDay(charts.toSeconds(newest) + days * 86400);
      const shown = data.rows.filter((row) => row.week >= edge(-371) && row.week <= edge(60));
      if (shown.length) {
        const { all, start } = charts.buckets(shown.map((row) => row.week), true);
        const layer = (quad) => {
          const counts = new Map();
          for (const row of shown) if (row.quad_class === quad) counts.set(start(row.week), (counts.get(start(row.week)) || 0) + row.event_count);
          return { label: wiremill.QUADS[quad], colour: `--q${quad}`, counts };
        };
        parts.push(charts.bars({ label: "Events of cooperation (up) and conflict (down) by week", all, up: [layer(2), layer(1)], down: [layer(4), layer(3)] }));
      }
      const older = data.rows.length - shown.length;
      if (older) parts.push(el("p", { class: "note", text: "Events of other years are in the table." }));
    } else parts.push(empty("No events with a date."));
    parts.push(charts.behind("Table of the weeks", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "events_by_week",
      columns: [plain("week", "week from"), { name: "quad_class", label: "class", value: (row) => wiremill.QUADS[row.quad_class], cell: (row) => wiremill.cells.quad(row.quad_class, wiremill.QUADS[row.quad_class]) },
        plain("event_count", "events", { isNumber: true })] })));
    return section("Conflict and cooperation", ...parts);
  };

  const places = () => {
    const data = dataset("event_places");
    if (!data.rows.length) return section("Where", empty("No events with a place."));
    const pick = (place) => (location.hash = route("row", place.example_event_id));
    return section("Where", el("p", { class: "note", text: "Red where most events are conflict; size is their number." }),
      wiremill.map(data.rows, pick),
      charts.behind("Table of the places", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "places",
        columns: [plain("place", "place"), plain("place_country_code", "country", { cell: (row) => row.place_country_code ? link(`#/search?kind=events&country=${encodeURIComponent(row.place_country_code)}`, row.place_country_code) : "" }),
          plain("event_count", "events", { isNumber: true }), plain("conflict_count", "of conflict", { isNumber: true })] })));
  };

  const actors = () => {
    const data = dataset("active_actors");
    if (!data.rows.length) return section("Most active actors", empty("No events with a party."));
    const most = Math.max(largest(data.rows, "acting_count"), largest(data.rows, "receiving_count"));
    return section("Most active actors", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "active_actors", step: 12,
      columns: [plain("name", "actor", { cell: (row) => link(route("actor", row.actor_id), row.name) }), plain("country_code", "country"),
        counted("acting_count", "acts", most, "--q2"), counted("receiving_count", "is acted on", most, "--q1"), plain("mention_count", "mentions", { isNumber: true })] }));
  };

  const network = () => {
    const data = dataset("active_pairs"), actors = new Map();
    if (!data.rows.length) return section("Who with whom", empty("No events between two actors."));
    const actor = (id, name) => actors.get(id) || actors.set(id, { actor_id: id, name, type: id.split("/")[0] }).get(id);
    const pairs = data.rows.map((row) => ({
      ...row, one: actor(row.one_id, row.one), other: actor(row.other_id, row.other),
      example: { document_id: row.document_id, event_id: row.event_id, clause: row.clause },
    }));
    return section("Who with whom", wiremill.quadLegend(), wiremill.network(pairs),
      charts.behind("Table of the pairs", wiremill.pairTable(pairs, data.sql)));
  };

  const figures = () => {
    const data = dataset("newest_figures");
    if (!data.rows.length) return section("Newest figures", empty("No figures that say what they measure."));
    return section("Newest figures", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "newest_figures",
      columns: [plain("published_on", "date"), plain("figure", "figure", { cell: (row) => link(route("document", row.document_id, row.figure_id), row.change ? `${row.figure} (${row.change})` : row.figure) }),
        plain("item", "of what", { isWide: true, cell: (row) => el("span", {}, row.item, row.period_text ? el("span", { class: "note", dir: "auto", text: ` (${row.period_text})` }) : null) }), plain("speaker", "told by")] }));
  };

  const sources = () => {
    const data = dataset("documents_by_source");
    return section("Sources", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "sources",
      columns: [plain("source", "source"), counted("document_count", "articles", largest(data.rows, "document_count"), "--q2"), plain("copy_count", "copies", { isNumber: true }),
        plain("newest_article_on", "newest article"), plain("last_loaded_at", "last load (UTC)", { cell: (row) => row.last_loaded_at && row.last_loaded_at.slice(0, 16) })] }));
  };

  const dropped = () => {
    const data = dataset("dropped_lines");
    if (!data.rows.length) return section("Dropped lines", empty("No line was dropped."));
    return section("Dropped lines", el("p", { class: "note", text: "Lines around the articles; each article shows its own, greyed." }),
      table({ caption: data.title, rows: data.rows, sql: data.sql, name: "dropped_lines",
        columns: [plain("kind", "kind"), plain("reason", "decided by"), counted("line_count", "lines", largest(data.rows, "line_count"), "--soft"), plain("document_count", "articles", { isNumber: true })] }));
  };

  const failed = () => {
    const data = dataset("failed_documents");
    if (!data.rows.length) return section("Documents that failed", empty("None."));
    return section("Documents that failed", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "failures",
      columns: [plain("uri", "document"), plain("message", "why"), plain("attempts", "tries", { isNumber: true }), plain("last_failed_at", "last (UTC)")] }));
  };

  const keptOut = () => {
    const data = dataset("rows_kept_out");
    if (!data.rows.length) return section("Rows kept out by a check", empty("None."));
    return section("Rows kept out by a check", table({ caption: data.title, rows: data.rows, sql: data.sql, name: "kept_out",
      columns: [plain("table_name", "table"), plain("check_name", "check"), plain("row_count", "rows", { isNumber: true }), plain("example", "for example")] }));
  };

  wiremill.pairTable = (pairs, sql) => table({
    caption: "Pairs of actors and the events between them", rows: pairs, name: "pairs",
    sql,
    columns: [
      { name: "one", label: "one", value: (row) => row.one.name, cell: (row) => wiremill.cells.actorLink(row.one) },
      { name: "other", label: "other", value: (row) => row.other.name, cell: (row) => wiremill.cells.actorLink(row.other) },
      { name: "quad_class", label: "class", value: (row) => wiremill.QUADS[row.quad_class], cell: (row) => wiremill.cells.quad(row.quad_class, wiremill.QUADS[row.quad_class]) },
      { name: "event_count", label: "events", isNumber: true, value: (row) => row.event_count },
      { name: "example", label: "for example", value: (row) => row.example.clause, cell: (row) => link(route("document", row.example.document_id, row.example.event_id), row.example.clause) },
    ] });
})();
